#include <libxml/SAX2.h>
#include <libxml/c14n.h>
#include <libxml/encoding.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlschemastypes.h>
#include <libxml/xmlversion.h>

// A macro, which Swift does not see.
static inline const char *libxml2_version(void) { return xmlParserVersion; }
