/* Texts block by block: the same blocks, numbers and first error on any number
 * of threads and in every pass; data that change; rows skipped. */
#include <pthread.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/data/text-source.h"
#include "tests/data/temp-folder.h"
#include "tests/support/slow-build.h"

#define N_THREADS 4

/* What one thread, or several, got of a pass. */
typedef struct
{
  InkTextSource *source;
  pthread_mutex_t mutex;
  GPtrArray *blocks; /* a line for each, by number */
  GError *error;
} Pass;

static void
note_block (Pass *pass, const InkTextBlock *block)
{
  GString *line = g_string_new (NULL);

  g_string_append_printf (line, "%zu %u:", block->first, block->n);
  for (guint i = 0; i < block->n; i++)
    {
      g_assert_cmpuint (strlen (block->texts[i]), ==, block->lengths[i]);
      g_assert_true (g_utf8_validate (block->texts[i], -1, NULL));
      g_string_append_printf (line, " %u=%u.%08x", block->labels[i],
                              block->lengths[i], g_str_hash (block->texts[i]));
    }
  pthread_mutex_lock (&pass->mutex);
  if (pass->blocks->len <= block->number)
    g_ptr_array_set_size (pass->blocks, (int) block->number + 1);
  g_assert_null (g_ptr_array_index (pass->blocks, block->number));
  g_ptr_array_index (pass->blocks, block->number)
      = g_string_free (line, FALSE);
  pthread_mutex_unlock (&pass->mutex);
}

static void *
read_worker (void *data)
{
  Pass *pass = data;
  GError *error = NULL;

  for (;;)
    {
      g_auto (InkTextBlock) block = { 0 };

      if (!ink_text_source_next (pass->source, &block, &error))
        break;
      if (block.texts == NULL)
        return NULL;
      note_block (pass, &block);
    }
  pthread_mutex_lock (&pass->mutex);
  if (pass->error != NULL)
    g_assert_cmpstr (pass->error->message, ==, error->message);
  g_clear_error (&pass->error);
  pass->error = error;
  pthread_mutex_unlock (&pass->mutex);
  return NULL;
}

/* All blocks as one text; or NULL with the error that every thread got. */
static char *
read_pass (InkTextSource *source, guint n_threads, GError **error)
{
  Pass pass = { source };
  pthread_t threads[N_THREADS];
  char *all = NULL;

  pass.blocks = g_ptr_array_new_with_free_func (g_free);
  pthread_mutex_init (&pass.mutex, NULL);
  for (guint i = 0; i < n_threads; i++)
    g_assert_cmpint (
        pthread_create (&threads[i], NULL, read_worker, &pass), ==, 0);
  for (guint i = 0; i < n_threads; i++)
    pthread_join (threads[i], NULL);
  pthread_mutex_destroy (&pass.mutex);
  if (pass.error == NULL)
    {
      g_ptr_array_add (pass.blocks, NULL);
      all = g_strjoinv ("\n", (char **) pass.blocks->pdata);
    }
  else
    g_propagate_error (error, pass.error);
  g_ptr_array_unref (pass.blocks);
  return all;
}

/* Rows of some 240 bytes, quoted ones with line breaks among them. */
static char *
made_table (guint n)
{
  GString *table = g_string_new ("label,text\n");
  g_autofree char *words = g_strnfill (200, 'w');

  for (guint i = 0; i < n; i++)
    if (i % 5 == 0)
      g_string_append_printf (table, "%u,\"%s, \"\"%u\"\"\nof two lines é\"\n",
                              i * 7 % 23, words, i);
    else
      g_string_append_printf (table, "%u,%s %u in one line \"like\" this\r\n",
                              i * 7 % 23, words, i);
  return g_string_free (table, FALSE);
}

static void
check_threads (const char *path, guint n_texts, guint n_blocks)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkTextSource) source
      = ink_text_source_open (path, INK_SPLIT_TRAIN, NULL, &error);
  g_autofree char *one = NULL;
  guint n_lines = 1;

  g_assert_no_error (error);
  one = read_pass (source, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ink_text_source_count (source), ==, n_texts);
  g_assert_cmpfloat (ink_text_source_fraction (source), ==, 1);
  for (const char *p = one; *p != '\0'; p++)
    n_lines += *p == '\n';
  g_assert_cmpuint (n_lines, >=, n_blocks);
  for (guint i = 0; i < (IS_THREAD_BUILD ? 1 : 3); i++)
    {
      g_autofree char *many = NULL;

      g_assert_true (ink_text_source_rewind (source, &error));
      g_assert_cmpfloat (ink_text_source_fraction (source), <, 0.6);
      many = read_pass (source, N_THREADS, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (many, ==, one);
      g_assert_cmpuint (ink_text_source_count (source), ==, n_texts);
    }
}

static void
test_table (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *table = made_table (8000);
  g_autofree char *path = temp_folder_write_text (folder, "a.csv", table);
  g_autoptr (GBytes) packed = gzip_bytes (table, strlen (table));
  g_autofree char *gzipped
      = temp_folder_write (folder, "a.csv.gz", g_bytes_get_data (packed, NULL),
                           g_bytes_get_size (packed));
  g_autoptr (InkTextSource) source
      = ink_text_source_open (path, INK_SPLIT_TRAIN, NULL, NULL);
  g_autofree char *blocks = read_pass (source, N_THREADS, NULL);
  guint n;

  g_assert_nonnull (blocks);
  g_assert_cmpstr (ink_text_source_class_names (source, &n)[22], ==, "22");
  g_assert_cmpuint (n, ==, 23);
  g_assert_cmpuint (ink_text_source_numbers (source)[0], ==, 0);
  g_assert_cmpuint (ink_text_source_numbers (source)[1], ==, 7);
  check_threads (path, 8000, 4);
  check_threads (gzipped, 8000, 4);
  temp_folder_remove (folder);
}

/* @more: bytes of each besides */
static void
put_files (const char *folder, guint n, gsize more)
{
  g_autofree char *words = g_strnfill (more, 'w');

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%c/%u", 'a' + (int) i % 3, i);
      g_autofree char *text = g_strdup_printf ("%u caf\xe9 %s", i, words);
      g_autofree char *path = temp_folder_write_text (folder, name, text);
    }
}

static void
test_folder (void)
{
  g_autofree char *folder = temp_folder_new ();

  put_files (folder, 40, 50000);
  check_threads (folder, 40, 3);
  temp_folder_remove (folder);
}

/* Of errors in several blocks the first, on any number of threads. */
static void
test_first_error (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *start = made_table (3000);
  g_autofree char *rest = made_table (3000);
  g_autofree char *table
      = g_strconcat (start, "1,a,b\n", rest, "2\n", rest, "3\n", NULL);
  g_autofree char *path = temp_folder_write_text (folder, "a.csv", table);

  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) again = NULL;
      g_autoptr (InkTextSource) source
          = ink_text_source_open (path, INK_SPLIT_TRAIN, NULL, NULL);

      g_assert_null (read_pass (source, 1 + i % N_THREADS, &error));
      assert_says (error, INK_ERROR_FORMAT, "line 3602: expected 2 fields");
      g_assert_false (ink_text_source_rewind (source, &again));
      g_assert_cmpstr (again->message, ==, error->message);
    }
  temp_folder_remove (folder);
}

/* Data that change between two passes, or in one. */
static void
test_changed_file (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *table = made_table (20);
  g_autofree char *path = temp_folder_write_text (folder, "a.csv", table);
  g_autoptr (InkTextSource) source
      = ink_text_source_open (path, INK_SPLIT_TRAIN, NULL, NULL);
  g_autofree char *pass = read_pass (source, 1, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (pass);
  g_assert_cmpint (truncate (path, 100), ==, 0);
  g_assert_false (ink_text_source_rewind (source, &error));
  assert_says (error, INK_ERROR_MISMATCH, "found it changed");
  temp_folder_remove (folder);
}

static void
test_changed_while_read (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *table = made_table (20);
  g_autofree char *path = temp_folder_write_text (folder, "a.csv", table);
  g_autoptr (InkTextSource) source
      = ink_text_source_open (path, INK_SPLIT_TRAIN, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (truncate (path, 5), ==, 0);
  g_assert_null (read_pass (source, 2, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
  temp_folder_remove (folder);
}

static void
test_changed_folder (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *first = g_build_filename (folder, "a", "0", NULL);
  g_autoptr (InkTextSource) source = NULL;
  g_autofree char *pass = NULL;
  g_autoptr (GError) grown = NULL;
  g_autoptr (GError) gone = NULL;

  put_files (folder, 9, 0);
  source = ink_text_source_open (folder, INK_SPLIT_TRAIN, NULL, NULL);
  pass = read_pass (source, 1, NULL);
  g_assert_nonnull (pass);
  g_assert_true (ink_text_source_rewind (source, NULL));
  g_assert_cmpint (truncate (first, 1), ==, 0);
  g_assert_null (read_pass (source, 2, &grown));
  assert_says (grown, INK_ERROR_MISMATCH, "a/0: expected the file as it was");
  ink_text_source_free (source);
  source = ink_text_source_open (folder, INK_SPLIT_TRAIN, NULL, NULL);
  g_usleep (20000); /* a folder's time is no finer than a tick */
  g_assert_cmpint (unlink (first), ==, 0);
  g_assert_false (ink_text_source_rewind (source, &gone));
  assert_says (gone, INK_ERROR_MISMATCH, "files have come or gone");
  temp_folder_remove (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/text-source/table", test_table);
  g_test_add_func ("/core/text-source/folder", test_folder);
  g_test_add_func ("/core/text-source/first-error", test_first_error);
  g_test_add_func ("/core/text-source/changed-file", test_changed_file);
  g_test_add_func ("/core/text-source/changed-while-read",
                   test_changed_while_read);
  g_test_add_func ("/core/text-source/changed-folder", test_changed_folder);
  return g_test_run ();
}
