/* A folder with one sub-folder a class, of text files or of PNG pictures. The
 * classes are the sub-folders in the order of their names, and so are the
 * files in each; hidden ones are passed over. */
#include <string.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/dataset-private.h"
#include "core/data/text-decode.h"

#define TEXT_MAX_BYTES ((gsize) 64 << 20)
#define ALL_MAX_BYTES ((gsize) 1 << 30)

typedef struct
{
  GPtrArray *texts;
  GArray *labels; /* guint32 */
  gsize bytes;    /* of all texts */
  InkEncoding encoding;
} Texts;

static gboolean
add_text (const char *path, guint32 label, gpointer user_data, GError **error)
{
  Texts *texts = user_data;
  g_autoptr (GBytes) file = ink_file_read (path, TEXT_MAX_BYTES, error);
  char *text;

  if (file == NULL)
    return FALSE;
  text = ink_text_decode (path, file, texts->encoding, error);
  if (text == NULL)
    return FALSE;
  texts->bytes += strlen (text);
  g_ptr_array_add (texts->texts, text);
  g_array_append_val (texts->labels, label);
  if (texts->bytes > ALL_MAX_BYTES)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "%s: expected at most %" G_GSIZE_FORMAT
                          " bytes of text up to here, found more",
                          path, ALL_MAX_BYTES);
  return TRUE;
}

InkTextSet *
ink_text_folder_load (const char *name, const char *folder,
                      const InkTextOptions *options, GError **error)
{
  g_auto (GStrv) classes = ink_folder_list (folder, TRUE, error);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (guint32));
  Texts all = { texts, labels, 0, options->encoding };

  if (classes == NULL
      || !ink_folder_visit (folder, classes, "text files", add_text, &all,
                            error))
    return NULL;
  return ink_text_set_new (
      name, g_steal_pointer (&texts),
      g_bytes_new (labels->data, labels->len * sizeof (guint32)),
      g_steal_pointer (&classes), error);
}
