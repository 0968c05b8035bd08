#pragma once

#include <gtk/gtk.h>

#include "core/data/dataset.h"
#include "ui/workbench.h"

G_BEGIN_DECLS

/* ink_missing_page_new: offers to download a data set that is not there; when
 * it is, the workbench says so ("data-changed"). @known: (nullable): then there
 * is nothing to show. (transfer floating) */
GtkWidget *ink_missing_page_new (InkWorkbench *workbench,
                                 const InkKnownDataset *known);

G_END_DECLS
