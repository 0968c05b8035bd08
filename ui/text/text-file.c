/* Tab-separated files are often written without any notion of quotes; where
 * quotes do not come out, they are read as ordinary characters. */
#include "ui/text/text-file.h"

#include "core/base/error.h"

InkTextSet *
ink_text_file_load (const char *path, InkSplit split, const char *class_names,
                    gboolean mail, gboolean *has_splits, GError **error)
{
  const InkTextOptions usual = { .mail = mail, .class_names = class_names };
  const InkTextOptions plain = { .no_quotes = TRUE,
                                 .mail = mail,
                                 .class_names = class_names };
  g_autoptr (GError) first = NULL;
  InkTextSet *texts
      = ink_dataset_load_texts (path, split, &usual, has_splits, &first);

  if (texts == NULL
      && (g_error_matches (first, INK_ERROR, INK_ERROR_FORMAT)
          || g_error_matches (first, INK_ERROR, INK_ERROR_TRUNCATED)))
    texts = ink_dataset_load_texts (path, split, &plain, has_splits, NULL);
  if (texts == NULL)
    g_propagate_error (error, g_steal_pointer (&first));
  return texts;
}

char *
ink_text_file_class_names (const char *path)
{
  static const char *const names[] = { "class.txt", "classes.txt" };
  g_autofree char *folder = g_path_get_dirname (path);

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *found = g_build_filename (folder, names[i], NULL);

      if (g_file_test (found, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&found);
    }
  return NULL;
}
