// Foundation brings an ICU of its own, whose types clash with those of the system's that libxml2 only points to.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/SAX2.h>
#include <libxml/c14n.h>
#include <libxml/encoding.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlschemastypes.h>

// A macro, which Swift does not see.
static inline const char *libxml2_version(void) { return xmlParserVersion; }

static inline void libxml2_ignore_error(void *context, xmlErrorPtr error) {
  (void)context;
  (void)error;
}

// xmlCharEncInFunc, which would write to standard error what the caller reports itself.
static inline int libxml2_transcode_quietly(xmlCharEncodingHandler *handler, xmlBufferPtr target, xmlBufferPtr source) {
  xmlStructuredErrorFunc report = xmlStructuredError;
  void *context = xmlStructuredErrorContext;
  xmlSetStructuredErrorFunc(NULL, (xmlStructuredErrorFunc)libxml2_ignore_error);
  int result = xmlCharEncInFunc(handler, target, source);
  xmlSetStructuredErrorFunc(context, report);
  return result;
}
