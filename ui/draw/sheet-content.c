/* Files, and pictures from the clipboard, as content for the sheet. A picture
 * may be large, so files are read on a worker thread. */
#include "ui/draw/sheet-content.h"

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/inkml.h"
#include "core/data/picture.h"
#include "ui/chart/chart-opener.h"
#include "ui/draw/sheet-photograph.h"

/* Of textures, which cannot be reduced as they are read. */
#define TEXTURE_MAX_SIDE 8192

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

/* Whether the first character is a "<". */
static gboolean
is_markup (const guint8 *data, gsize size)
{
  gsize i = size > 0 && data[0] == 0xEF ? 3 : 0;

  while (i < size && g_ascii_isspace (data[i]))
    i++;
  return i < size && data[i] == '<';
}

static void
read_picture (InkSheetContent *content, const char *path, const guint8 *data,
              gsize size, GError **error)
{
  if (size == 0 || data[0] == 0x89)
    content->pixels = ink_picture_decode (path, data, size, &content->height,
                                          &content->width, error);
  else if (ink_picture_kind (data, size) != NULL)
    content->pixels
        = ink_sheet_photograph_decode (path, data, size, &content->height,
                                       &content->width, error);
  else
    ink_error_set (error, INK_ERROR_FORMAT,
                   "%s: expected a picture (PNG, JPEG) or an InkML drawing, "
                   "found neither",
                   path);
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
  if (is_markup (data, size))
    content->drawing
        = ink_inkml_parse (path, (const char *) data, size, error);
  else if (ink_chart_opener_is_chart (data, size))
    content->chart = g_strdup (path);
  else
    read_picture (content, path, data, size, error);
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
static guint
luma_of (guint32 argb)
{
  return (13933 * (argb >> 16 & 255) + 46871 * (argb >> 8 & 255)
          + 4732 * (argb & 255) + 32768)
         >> 16;
}

/* What is to be seen of a texture, which tells its ground. */
static gboolean
is_for_dark_ground (const guint32 *argb, gsize n)
{
  InkPictureLight light = { .pixels = n };

  for (gsize i = 0; i < n; i++)
    {
      guint alpha = argb[i] >> 24;

      if (alpha > 0)
        ink_picture_light_add (&light, luma_of (argb[i]) * 255 / alpha, alpha);
    }
  return ink_picture_light_is_for_dark (&light);
}

InkSheetContent *
ink_sheet_content_from_texture (GdkTexture *texture)
{
  InkSheetContent *content;
  guint width = (guint) gdk_texture_get_width (texture);
  guint height = (guint) gdk_texture_get_height (texture);
  gsize n = (gsize) width * height;
  g_autofree guint32 *argb = NULL;
  gboolean dark;

  if (MAX (width, height) > TEXTURE_MAX_SIDE)
    return NULL;
  argb = g_try_new (guint32, n);
  if (argb == NULL)
    return NULL;
  gdk_texture_download (texture, (guchar *) argb, (gsize) width * 4);
  dark = is_for_dark_ground (argb, n);
  content = g_new0 (InkSheetContent, 1);
  content->pixels = g_malloc (n);
  content->width = width;
  content->height = height;
  for (gsize i = 0; i < n; i++)
    content->pixels[i] = (guint8) MIN (
        luma_of (argb[i]) + (dark ? 0 : 255 - (argb[i] >> 24)), 255);
  return content;
}
