#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

/* A folder of a test's own, and files in it. */

static inline char *
temp_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("inkling-test-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static inline void
temp_folder_remove (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR)
          && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        temp_folder_remove (path);
      else
        g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* @name may hold folders, which are made.
 * Returns: (transfer full): the path. */
static inline char *
temp_folder_write (const char *folder, const char *name, const void *bytes,
                   gsize n)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0755), ==, 0);
  g_file_set_contents (path, bytes, (gssize) n, &error);
  g_assert_no_error (error);
  return path;
}

static inline char *
temp_folder_write_text (const char *folder, const char *name, const char *text)
{
  return temp_folder_write (folder, name, text, strlen (text));
}

/* Returns: (transfer full): @bytes, gzipped. */
static inline GBytes *
gzip_bytes (const void *bytes, gsize n)
{
  g_autoptr (GConverter) deflate = G_CONVERTER (
      g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) out
      = g_converter_output_stream_new (memory, deflate);

  g_assert_true (g_output_stream_write_all (out, bytes, n, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (out, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (
      G_MEMORY_OUTPUT_STREAM (memory));
}

/* Whether @error is in INK_ERROR with @code, and says all of @part. */
#define assert_says(error, code, part)                                         \
  G_STMT_START                                                                 \
  {                                                                            \
    g_assert_error (error, INK_ERROR, code);                                   \
    if (strstr ((error)->message, part) == NULL)                               \
      g_error ("`%s` is not in `%s`", part, (error)->message);                 \
  }                                                                            \
  G_STMT_END
