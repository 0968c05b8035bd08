/* The filters of the dialogs that choose data. */
#include "ui/file-filters.h"

void
ink_file_filters_add (GtkFileChooser *chooser, const char *name,
                      const char *const *patterns)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (; *patterns != NULL; patterns++)
    gtk_file_filter_add_pattern (filter, *patterns);
  gtk_file_chooser_add_filter (chooser, filter);
}

void
ink_file_filters_add_all (GtkFileChooser *chooser)
{
  static const char *const all[] = { "*", NULL };

  ink_file_filters_add (chooser, "All files", all);
}

void
ink_file_filters_add_texts (GtkFileChooser *chooser)
{
  static const char *const tables[]
      = { "*.csv", "*.tsv", "*.jsonl", "*.csv.gz", "*.tsv.gz", "*.jsonl.gz",
          "*.txt", NULL };

  ink_file_filters_add (chooser, "Labelled texts (CSV, TSV, JSON Lines)",
                        tables);
  ink_file_filters_add_all (chooser);
}
