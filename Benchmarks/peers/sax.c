/* The peer of the parser: libxml2's SAX2 interface with handlers that do nothing.
   usage: sax FEED; prints the number of elements. */
#include <libxml/parser.h>
#include <stdio.h>

static long elements;

static void start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
                  const xmlChar **namespaces, int attribute_count, int defaulted, const xmlChar **attributes) {
  elements++;
}
static void end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {}
static void characters(void *context, const xmlChar *text, int length) {}

int main(int count, char **arguments) {
  xmlSAXHandler handler = {0};
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = start;
  handler.endElementNs = end;
  handler.characters = characters;
  handler.ignorableWhitespace = characters;
  handler.cdataBlock = characters;
  if (count != 2 || xmlSAXUserParseFile(&handler, NULL, arguments[1]) != 0) return 2;
  printf("%ld\n", elements);
  return 0;
}
