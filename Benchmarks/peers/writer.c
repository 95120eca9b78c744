/* The peer of the writer: rewrites a document with libxml2's xmlTextWriter, in one pass of its reader kept in memory.
   usage: writer FEED OUT; prints the seconds that writing took. */
#include <libxml/tree.h>
#include <libxml/parser.h>
#include <libxml/xmlwriter.h>
#include <stdio.h>
#include <time.h>

static void write_node(xmlTextWriterPtr writer, xmlNodePtr node) {
  for (; node; node = node->next) {
    if (node->type == XML_TEXT_NODE) {
      if (!xmlIsBlankNode(node)) xmlTextWriterWriteString(writer, node->content);
    } else if (node->type == XML_ELEMENT_NODE) {
      xmlTextWriterStartElement(writer, node->name);
      for (xmlNsPtr ns = node->nsDef; ns; ns = ns->next) xmlTextWriterWriteAttribute(writer, BAD_CAST "xmlns", ns->href);
      for (xmlAttrPtr a = node->properties; a; a = a->next)
        xmlTextWriterWriteAttribute(writer, a->name, a->children ? a->children->content : BAD_CAST "");
      write_node(writer, node->children);
      xmlTextWriterEndElement(writer);
    }
  }
}

int main(int count, char **arguments) {
  if (count != 3) return 2;
  xmlDocPtr document = xmlReadFile(arguments[1], NULL, XML_PARSE_HUGE);
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  xmlTextWriterPtr writer = xmlNewTextWriterFilename(arguments[2], 0);
  xmlTextWriterSetIndent(writer, 1);
  xmlTextWriterStartDocument(writer, NULL, "UTF-8", NULL);
  write_node(writer, xmlDocGetRootElement(document));
  xmlTextWriterEndDocument(writer);
  xmlFreeTextWriter(writer);
  clock_gettime(CLOCK_MONOTONIC, &end);
  printf("%f\n", (end.tv_sec - start.tv_sec) + (end.tv_nsec - start.tv_nsec) / 1e9);
  return 0;
}
