// libxml2, and the few of its globals and macros that Swift cannot take as they are.
#ifndef COLOPHON_CLIBXML2_SHIM_H
#define COLOPHON_CLIBXML2_SHIM_H

// Without this, libxml2 pulls in the system's ICU, whose types clash with Foundation's own copy. Only
// fields that nothing here reads depend on it.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/HTMLparser.h>
#include <libxml/HTMLtree.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/relaxng.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

// `xmlFree` is a mutable global function pointer, which Swift's concurrency checks refuse.
static inline void colophon_xml_free(void *pointer) { xmlFree(pointer); }

static inline xmlParserInputPtr colophon_refuse_entity(const char *url, const char *id,
                                                       xmlParserCtxtPtr context) {
  (void)url;
  (void)id;
  (void)context;
  return NULL;
}

// Makes this process's libxml2 ready, and deaf to every file and address a document names.
static inline void colophon_xml_prepare(void) {
  xmlInitParser();
  xmlSetExternalEntityLoader(colophon_refuse_entity);
}

// The structured error handler of an XML parser is a field of the SAX table until libxml2 2.13.
static inline void colophon_xml_on_error(xmlParserCtxtPtr context, void *collector,
                                         xmlStructuredErrorFunc handler) {
  context->_private = collector;
  if (context->sax != NULL) context->sax->serror = handler;
}

// An HTML parser has no such field: it takes the handler of its thread.
static inline void colophon_html_on_error(void *collector, xmlStructuredErrorFunc handler) {
  xmlSetStructuredErrorFunc(collector, handler);
}

#endif
