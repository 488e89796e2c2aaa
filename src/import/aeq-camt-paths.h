/* SPDX-License-Identifier: MIT */
#pragma once

#include <libxml/xmlreader.h>

#include "aeq-camt-xml.h"

G_BEGIN_DECLS

/* The known elements as a tree, so that one look at the children of the element above says what a name means. Names are
 * those of the parser's dictionary and compared by address. */
typedef struct _AeqCamtNode AeqCamtNode;
struct _AeqCamtNode
{
  const xmlChar *name;
  AeqCamtLeaf    leaf;
  AeqCamtNode   *children;
  AeqCamtNode   *next;
};

#define AEQ_CAMT_MAX_NODES 256

typedef struct
{
  AeqCamtNode nodes[AEQ_CAMT_MAX_NODES];
  guint       used;
} AeqCamtPaths;

/* Returns the node of the message's element. */
AeqCamtNode *aeq_camt_paths_build (AeqCamtPaths *self, xmlTextReaderPtr reader);

static inline AeqCamtNode *
aeq_camt_node_find (const AeqCamtNode *self, const xmlChar *name)
{
  for (AeqCamtNode *child = self->children; child != NULL; child = child->next)
    if (child->name == name)
      return child;
  return NULL;
}

G_END_DECLS
