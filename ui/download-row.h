#pragma once

#include <adwaita.h>

#include "ui/workbench.h"

G_BEGIN_DECLS

/* A row that shows only where the chosen data set is not installed, and offers
 * to download it. When it is there, the workbench tells everybody
 * ("data-changed"). */
#define INK_TYPE_DOWNLOAD_ROW (ink_download_row_get_type ())
G_DECLARE_FINAL_TYPE (InkDownloadRow, ink_download_row, INK, DOWNLOAD_ROW,
                      AdwActionRow)

GtkWidget *ink_download_row_new (void);
void ink_download_row_set_workbench (InkDownloadRow *self,
                                     InkWorkbench *workbench);
/* @name: of ink_dataset_known(); static */
void ink_download_row_set_data (InkDownloadRow *self, const char *name);

G_END_DECLS
