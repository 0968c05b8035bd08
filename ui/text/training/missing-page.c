/* What stands in place of the preview of a data set that is not there. */
#include "ui/text/training/missing-page.h"

#include <adwaita.h>

#include "ui/download-row.h"

#define WIDTH 420 /* pixels */

static GtkWidget *
make_list (InkWorkbench *workbench, const InkKnownDataset *known)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = ink_download_row_new ();
  GtkWidget *clamp = adw_clamp_new ();

  ink_download_row_set_workbench (INK_DOWNLOAD_ROW (row), workbench);
  ink_download_row_set_data (INK_DOWNLOAD_ROW (row), known->name);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), list);
  return clamp;
}

GtkWidget *
ink_missing_page_new (InkWorkbench *workbench, const InkKnownDataset *known)
{
  GtkWidget *widget = adw_status_page_new ();
  AdwStatusPage *page = ADW_STATUS_PAGE (widget);

  adw_status_page_set_icon_name (page, "folder-download-symbolic");
  if (known == NULL)
    return widget;
  adw_status_page_set_title (page, known->title);
  adw_status_page_set_description (page, known->about);
  adw_status_page_set_child (page, make_list (workbench, known));
  return widget;
}
