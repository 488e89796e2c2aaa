/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "aeq-app-desk.h"
#include "aeq-job-export.h"

G_BEGIN_DECLS

/* A page of the window. The window makes it when it is first shown, gives it the desk, and says when to read again. */
#define AEQ_TYPE_PAGE (aeq_page_get_type ())
G_DECLARE_INTERFACE (AeqPage, aeq_page, AEQ, PAGE, GtkWidget)

struct _AeqPageInterface
{
  GTypeInterface parent;

  /* Once, before anything else. Not followed by a refresh of the window's: a page that needs one does it itself. */
  void (*set_desk) (AeqPage *self, AeqAppDesk *desk);
  /* Reads again what is shown: F5, other data, another scope. */
  void (*refresh) (AeqPage *self);
  /* (nullable) Ctrl+F: puts the focus where one types what to find. */
  void (*find) (AeqPage *self);
  /* (nullable) Ctrl+C on the page, where no text is selected: the selection as tab-separated values, numbers plain. */
  void (*copy) (AeqPage *self, gboolean headers);
  /* (nullable) Ctrl+E and Ctrl+P: what is seen, as an export. Pointers in @request live until control returns to the main loop. FALSE when there
   * is nothing to export now. */
  gboolean (*get_export) (AeqPage *self, AeqExportRequest *request);
  /* (nullable) Tells how it is looked at, for the next time that the ledger is opened: tab, filter, order. */
  void (*keep) (AeqPage *self, GVariantDict *state);
  /* (nullable) Takes that up again, before it gets the desk. What is not in @state stays as it is. */
  void (*recall) (AeqPage *self, GVariantDict *state);
};

void     aeq_page_set_desk   (AeqPage *self, AeqAppDesk *desk);
void     aeq_page_refresh    (AeqPage *self);
gboolean aeq_page_can_find   (AeqPage *self);
void     aeq_page_find       (AeqPage *self);
gboolean aeq_page_can_copy   (AeqPage *self);
void     aeq_page_copy       (AeqPage *self, gboolean headers);
gboolean aeq_page_get_export (AeqPage *self, AeqExportRequest *request);
void     aeq_page_keep       (AeqPage *self, GVariantDict *state);
void     aeq_page_recall     (AeqPage *self, GVariantDict *state);

/* A toast over the window that @widget is in. */
void aeq_say       (GtkWidget *widget, const char *text);
/* A toast that says what was wrong, but nothing for a cancel. */
void aeq_say_error (GtkWidget *widget, const GError *error);

/* The pages in the order of the sidebar and of Alt+1, Alt+2, ... */
typedef struct
{
  const char *name;  /* as on the command line; marked for translation */
  const char *icon;
  GType     (*get_type) (void);
} AeqPageKind;

const AeqPageKind *aeq_page_kinds (guint *n);
/* Letters' case is ignored; -1 when there is none. */
int                aeq_page_index (const char *name);
/* The accelerator that goes to the page. */
const char        *aeq_page_key   (guint index);

G_END_DECLS
