/* SPDX-License-Identifier: MIT */

/* walk-xml FILE NAME: the floor of every reader of XML, libxml2's own reader going over a file and counting elements of a name. */

#include <stdio.h>
#include <string.h>

#include <libxml/xmlreader.h>

int
main (int argc, char **argv)
{
  xmlTextReader *reader = argc == 3 ? xmlReaderForFile (argv[1], NULL, XML_PARSE_NONET) : NULL;
  unsigned long entries = 0;
  int more;

  if (reader == NULL)
    return 1;
  while ((more = xmlTextReaderRead (reader)) == 1)
    entries += xmlTextReaderNodeType (reader) == XML_READER_TYPE_ELEMENT &&
               strcmp ((const char *) xmlTextReaderConstLocalName (reader), argv[2]) == 0;
  xmlFreeTextReader (reader);
  printf ("%lu\n", entries);
  return more != 0;
}
