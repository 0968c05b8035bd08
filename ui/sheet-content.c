/* Files, and pictures from the clipboard, as content for the sheet. A picture
 * may be large, so files are read on a worker thread. */
#include "ui/sheet-content.h"

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/inkml.h"
#include "core/data/picture.h"
#include "ui/chart-opener.h"

void
ink_sheet_content_free (InkSheetContent *content)
{
  if (content == NULL)
    return;
  ink_drawing_free (content->drawing);
  g_free (content->pixels);
  g_free (content->chart);
  g_free (content);
}

InkSheetContent *
ink_sheet_content_read (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = ink_file_read (path, INK_PICTURE_MAX_FILE, error);
  g_autoptr (InkSheetContent) content = g_new0 (InkSheetContent, 1);
  const guint8 *data;
  gsize size;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  if (size > 0 && (data[0] == '<' || data[0] == 0xEF))
    content->drawing
        = ink_inkml_parse (path, (const char *) data, size, error);
  else if (ink_chart_opener_is_chart (data, size))
    content->chart = g_strdup (path);
  else if (size == 0 || data[0] == 0x89)
    content->pixels = ink_picture_decode (path, data, size, &content->height,
                                          &content->width, error);
  else
    ink_error_set (error, INK_ERROR_FORMAT,
                   "%s: expected a PNG picture or an InkML drawing, found "
                   "neither's first byte",
                   path);
  if (content->drawing == NULL && content->pixels == NULL
      && content->chart == NULL)
    return NULL;
  return g_steal_pointer (&content);
}

static void
read_worker (GTask *task, gpointer source, gpointer task_data,
             GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  InkSheetContent *content = ink_sheet_content_read (task_data, &error);

  if (content == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, content,
                           (GDestroyNotify) ink_sheet_content_free);
}

void
ink_sheet_content_read_async (GFile *file, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task
      = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *path = g_file_get_path (file);

  if (path == NULL)
    {
      g_autofree char *uri = g_file_get_uri (file);

      g_task_return_new_error (task, INK_ERROR, INK_ERROR_UNAVAILABLE,
                               "%s: expected a file on this machine", uri);
      return;
    }
  g_task_set_task_data (task, g_steal_pointer (&path), g_free);
  g_task_run_in_thread (task, read_worker);
}

InkSheetContent *
ink_sheet_content_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* @argb: premultiplied, native byte order, as gdk_texture_download() gives. */
static guint8
over_white (guint32 argb)
{
  guint white = 255 - (argb >> 24);
  guint luma = (13933 * (argb >> 16 & 255) + 46871 * (argb >> 8 & 255)
                + 4732 * (argb & 255) + 32768)
               >> 16;

  return (guint8) MIN (luma + white, 255);
}

InkSheetContent *
ink_sheet_content_from_texture (GdkTexture *texture)
{
  InkSheetContent *content;
  guint width = (guint) gdk_texture_get_width (texture);
  guint height = (guint) gdk_texture_get_height (texture);
  gsize n = (gsize) width * height;
  g_autofree guint32 *argb = NULL;

  if (MAX (width, height) > INK_PICTURE_MAX_SIDE)
    return NULL;
  argb = g_try_new (guint32, n);
  if (argb == NULL)
    return NULL;
  gdk_texture_download (texture, (guchar *) argb, (gsize) width * 4);
  content = g_new0 (InkSheetContent, 1);
  content->pixels = g_malloc (n);
  content->width = width;
  content->height = height;
  for (gsize i = 0; i < n; i++)
    content->pixels[i] = over_white (argb[i]);
  return content;
}
