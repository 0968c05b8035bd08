/* Whole files: read plain and gzipped, never more than the limit, cut at every
 * byte; replaced whole or not at all, and devices never replaced. */
#include "core/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/error.h"

typedef struct
{
  char *folder;
  char *path; /* in it; not there yet */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("inkling-file-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "file", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static guint
n_files (const Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
put (const char *path, const void *bytes, gsize size)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, bytes, (gssize) size, &error);
  g_assert_no_error (error);
}

static void
assert_holds (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;
  gsize size;

  g_file_get_contents (path, &found, &size, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (found, size, text, strlen (text));
}

static GByteArray *
gzip (const void *bytes, gsize size)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GConverter) deflate = G_CONVERTER (
      g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) stream
      = g_converter_output_stream_new (memory, deflate);
  g_autoptr (GBytes) packed = NULL;

  g_assert_true (
      g_output_stream_write_all (stream, bytes, size, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  packed = g_memory_output_stream_steal_as_bytes (
      G_MEMORY_OUTPUT_STREAM (memory));
  return g_bytes_unref_to_array (g_steal_pointer (&packed));
}

static void
assert_reads (const char *path, gsize limit, const void *bytes, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) found = ink_file_read (path, limit, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (found, NULL), g_bytes_get_size (found),
                   bytes, size);
}

static void
assert_refuses (const char *path, gsize limit, InkError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) found = ink_file_read (path, limit, &error);

  g_assert_null (found);
  g_assert_error (error, INK_ERROR, (int) code);
  g_assert_true (g_str_has_prefix (error->message, path));
}

static void
test_read (Fixture *fixture, gconstpointer data)
{
  const gsize large = 700 * 1000; /* more than two chunks */
  g_autofree char *bytes = g_malloc (large);

  for (gsize i = 0; i < large; i++)
    bytes[i] = (char) (i * 7 + (i >> 9));
  put (fixture->path, bytes, large);
  assert_reads (fixture->path, G_MAXSIZE, bytes, large);
  put (fixture->path, "", 0);
  assert_reads (fixture->path, 0, "", 0);
  put (fixture->path, "\x1f", 1);
  assert_reads (fixture->path, 10, "\x1f", 1);
}

static void
test_read_limit (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = g_malloc0 (300 * 1000);

  put (fixture->path, "12345", 5);
  assert_reads (fixture->path, 5, "12345", 5);
  assert_refuses (fixture->path, 4, INK_ERROR_LIMIT);
  assert_refuses (fixture->path, 0, INK_ERROR_LIMIT);
  put (fixture->path, bytes, 300 * 1000);
  assert_refuses (fixture->path, 299999, INK_ERROR_LIMIT);
  assert_reads (fixture->path, 300000, bytes, 300000);
}

static void
test_read_missing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *below = g_build_filename (fixture->path, "below", NULL);

  assert_refuses (fixture->path, 10, INK_ERROR_NOT_FOUND);
  assert_refuses (fixture->folder, 10, INK_ERROR_IO);
  put (fixture->path, "x", 1);
  assert_refuses (below, 10, INK_ERROR_IO);
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define HAS_OWN_MEMORY 1
#else
#define HAS_OWN_MEMORY 0
#endif

/* Memory that is not there is an error like any other. */
static void
test_read_memory (Fixture *fixture, gconstpointer data)
{
  struct rlimit unlimited, limit;
  unsigned long pages = 0;
  FILE *file = fopen ("/proc/self/statm", "r");

  if (HAS_OWN_MEMORY || file == NULL || fscanf (file, "%lu", &pages) != 1)
    g_test_skip ("needs /proc and no sanitizer");
  if (file != NULL)
    fclose (file);
  if (HAS_OWN_MEMORY || pages == 0)
    return;
  put (fixture->path, "", 0);
  g_assert_cmpint (truncate (fixture->path, 300 * 1000 * 1000), ==, 0);
  g_assert_cmpint (getrlimit (RLIMIT_AS, &unlimited), ==, 0);
  limit = unlimited;
  limit.rlim_cur = pages * (rlim_t) sysconf (_SC_PAGESIZE) + 100 * 1000 * 1000;
  g_assert_cmpint (setrlimit (RLIMIT_AS, &limit), ==, 0);
  assert_refuses (fixture->path, G_MAXSIZE, INK_ERROR_LIMIT);
  g_assert_cmpint (setrlimit (RLIMIT_AS, &unlimited), ==, 0);
}

static gpointer
fifo_writer_worker (gpointer path)
{
  int fd = open (path, O_WRONLY);

  g_assert_cmpint (fd, >=, 0);
  g_usleep (G_USEC_PER_SEC / 20); /* the reader waits for what is to come */
  g_assert_cmpint (write (fd, "piped", 5), ==, 5);
  close (fd);
  return NULL;
}

/* A pipe is read while somebody writes; without a writer it is as good as
 * empty, and nobody waits for ever. */
static void
test_read_pipe (Fixture *fixture, gconstpointer data)
{
  GThread *writer;

  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  alarm (60); /* what would else hang dies */
  assert_reads (fixture->path, 10, "", 0);
  writer = g_thread_new ("writer", fifo_writer_worker, fixture->path);
  assert_reads (fixture->path, 10, "piped", 5);
  g_thread_join (writer);
  alarm (0);
}

static void
test_gzip (Fixture *fixture, gconstpointer data)
{
  const gsize size = 600 * 1000;
  g_autofree char *bytes = g_malloc (size);
  g_autoptr (GByteArray) packed = NULL;

  for (gsize i = 0; i < size; i++)
    bytes[i] = (char) (i % 251);
  packed = gzip (bytes, size);
  put (fixture->path, packed->data, packed->len);
  assert_reads (fixture->path, size, bytes, size);
  assert_refuses (fixture->path, size - 1, INK_ERROR_LIMIT);
}

/* Bytes that deflate can only store come out larger than they went in: still
 * within the limit, which is on what they hold. */
static void
test_gzip_stored (Fixture *fixture, gconstpointer data)
{
  const gsize size = 400 * 1000;
  g_autofree guint8 *bytes = g_malloc (size);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (GByteArray) packed = NULL;

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) g_rand_int (rand);
  packed = gzip (bytes, size);
  g_assert_cmpuint (packed->len, >, size);
  put (fixture->path, packed->data, packed->len);
  assert_reads (fixture->path, size, bytes, size);
}

/* What `cat a.gz b.gz` or bgzip makes: nothing after the first member may be
 * lost without a word. */
static void
test_gzip_members (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GByteArray) all = gzip ("first,", 6);
  g_autoptr (GByteArray) empty = gzip ("", 0);
  g_autoptr (GByteArray) last = gzip ("last", 4);
  const guint8 zeros[512] = { 0 };

  g_byte_array_append (all, empty->data, empty->len);
  g_byte_array_append (all, last->data, last->len);
  put (fixture->path, all->data, all->len);
  assert_reads (fixture->path, 10, "first,last", 10);
  assert_refuses (fixture->path, 9, INK_ERROR_LIMIT);

  g_byte_array_append (all, zeros, sizeof zeros);
  put (fixture->path, all->data, all->len);
  assert_reads (fixture->path, 10, "first,last", 10);

  g_byte_array_append (all, (const guint8 *) "junk", 4);
  put (fixture->path, all->data, all->len);
  assert_refuses (fixture->path, 10, INK_ERROR_FORMAT);
}

static void
test_gzip_cut (Fixture *fixture, gconstpointer data)
{
  const char text[] = "a text, a text, and again a text of some length";
  g_autoptr (GByteArray) packed = gzip (text, strlen (text));

  for (guint cut = 2; cut < packed->len; cut++)
    {
      put (fixture->path, packed->data, cut);
      assert_refuses (fixture->path, 1000, INK_ERROR_TRUNCATED);
    }
}

/* Any one damaged byte either leaves the text as it was (the header's time and
 * flags) or is an error; no wrong text comes through. */
static void
test_gzip_damaged (Fixture *fixture, gconstpointer data)
{
  const char text[] = "a text, a text, and again a text of some length";
  g_autoptr (GByteArray) packed = gzip (text, strlen (text));
  guint n_refused = 0;

  for (guint i = 2; i < packed->len; i++)
    {
      g_autoptr (GBytes) found = NULL;
      g_autoptr (GError) error = NULL;

      packed->data[i] ^= 0xff;
      put (fixture->path, packed->data, packed->len);
      packed->data[i] ^= 0xff;
      found = ink_file_read (fixture->path, 1000, &error);
      if (found != NULL)
        {
          g_assert_cmpmem (g_bytes_get_data (found, NULL),
                           g_bytes_get_size (found), text, strlen (text));
          continue;
        }
      n_refused++;
      g_assert_true (error->domain == INK_ERROR);
      g_assert_true (error->code == INK_ERROR_FORMAT
                     || error->code == INK_ERROR_TRUNCATED
                     || error->code == INK_ERROR_LIMIT);
    }
  g_assert_cmpuint (n_refused, >, packed->len - 12);
}

/* 100 MB of zeros in 100 kB must not be inflated further than the limit. */
static void
test_gzip_bomb (Fixture *fixture, gconstpointer data)
{
  const gsize size = 100 * 1000 * 1000;
  g_autofree char *zeros = g_malloc0 (size);
  g_autoptr (GByteArray) packed = gzip (zeros, size);
  struct rusage before, after;

  g_assert_cmpuint (packed->len, <, 200 * 1000);
  put (fixture->path, packed->data, packed->len);
  getrusage (RUSAGE_SELF, &before);
  assert_refuses (fixture->path, 1000 * 1000, INK_ERROR_LIMIT);
  getrusage (RUSAGE_SELF, &after);
  g_assert_cmpint (after.ru_maxrss - before.ru_maxrss, <, 30 * 1000);
}

static void
test_replace (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  struct stat info;
  mode_t mask = umask (027);

  g_assert_true (ink_file_replace (fixture->path, "one", 3, &error));
  umask (mask);
  assert_holds (fixture->path, "one");
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, 0640);

  g_assert_cmpint (g_chmod (fixture->path, 0600), ==, 0);
  g_assert_true (ink_file_replace (fixture->path, "two!", 4, &error));
  assert_holds (fixture->path, "two!");
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, 0600);

  g_assert_true (ink_file_replace (fixture->path, NULL, 0, &error));
  assert_holds (fixture->path, "");
  g_assert_no_error (error);
  g_assert_cmpuint (n_files (fixture), ==, 1);
}

static void
assert_cannot_write (const char *path)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ink_file_replace (path, "new", 3, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_IO);
  g_assert_true (g_str_has_prefix (error->message, path));
}

static void
test_replace_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing
      = g_build_filename (fixture->folder, "no", "such", NULL);
  g_autofree char *below = g_build_filename (fixture->path, "below", NULL);

  assert_cannot_write (missing);
  assert_cannot_write (fixture->folder);
  assert_cannot_write ("");
  g_assert_cmpuint (n_files (fixture), ==, 0);
  put (fixture->path, "old", 3);
  assert_cannot_write (below);
  assert_holds (fixture->path, "old");
  g_assert_cmpuint (n_files (fixture), ==, 1);
}

/* root may write everywhere, so it steps down to nobody meanwhile. */
static void
test_replace_unwritable (Fixture *fixture, gconstpointer data)
{
  const uid_t user = geteuid (), nobody = 65534;

  put (fixture->path, "old", 3);
  g_assert_cmpint (g_chmod (fixture->path, 0644), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  if (user == 0)
    g_assert_cmpint (seteuid (nobody), ==, 0);
  assert_cannot_write (fixture->path);
  assert_holds (fixture->path, "old");
  if (user == 0)
    g_assert_cmpint (seteuid (user), ==, 0);
  g_chmod (fixture->folder, 0700);
  g_assert_cmpuint (n_files (fixture), ==, 1);
}

/* A write that fails half way, as on a full disk. */
static void
test_replace_full (Fixture *fixture, gconstpointer data)
{
  g_autofree char *large = g_malloc0 (1000 * 1000);
  g_autoptr (GError) error = NULL;
  struct rlimit unlimited, limit;
  void (*old_handler) (int) = signal (SIGXFSZ, SIG_IGN);
  gboolean done;

  put (fixture->path, "old", 3);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &unlimited), ==, 0);
  limit = unlimited;
  limit.rlim_cur = 100 * 1000;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  done = ink_file_replace (fixture->path, large, 1000 * 1000, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &unlimited), ==, 0);
  signal (SIGXFSZ, old_handler);

  g_assert_false (done);
  g_assert_error (error, INK_ERROR, INK_ERROR_IO);
  g_assert_nonnull (strstr (error->message, g_strerror (EFBIG)));
  assert_holds (fixture->path, "old");
  g_assert_cmpuint (n_files (fixture), ==, 1);
}

static void
test_replace_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link_path = g_build_filename (fixture->folder, "link", NULL);
  g_autoptr (GError) error = NULL;

  put (fixture->path, "old", 3);
  g_assert_cmpint (symlink ("file", link_path), ==, 0);
  g_assert_true (ink_file_replace (link_path, "new", 3, &error));
  g_assert_no_error (error);
  assert_holds (fixture->path, "new");
  g_assert_true (g_file_test (link_path, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpuint (n_files (fixture), ==, 2);
}

static gpointer
fifo_reader_worker (gpointer path)
{
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

/* A pipe and a device are written to, and stay what they are: a rename over
 * /dev/null by root would break the system. A fifo stands in for the device
 * here, so that a failure of this test breaks nothing. */
static void
test_replace_special (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  struct stat info;
  GThread *reader;

  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  reader = g_thread_new ("reader", fifo_reader_worker, fixture->path);
  g_assert_true (ink_file_replace (fixture->path, "piped", 5, &error));
  g_assert_no_error (error);
  text = g_thread_join (reader);
  g_assert_cmpstr (text, ==, "piped");
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_true (S_ISFIFO (info.st_mode));
  g_assert_cmpuint (n_files (fixture), ==, 1);
}

/* A pipe that nobody reads is an error, not a wait without end. */
static void
test_replace_unread (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  g_assert_false (ink_file_replace (fixture->path, "piped", 5, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_IO);
}

static void
test_user_data_path (void)
{
  g_autofree char *found = ink_user_data_path ("runs", "1", "run.json", NULL);
  g_autofree char *expected = g_build_filename (
      g_get_user_data_dir (), "inkling", "runs", "1", "run.json", NULL);

  g_assert_cmpstr (found, ==, expected);
}

static void
add (const char *path, void (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/core/file/read", test_read);
  add ("/core/file/read-limit", test_read_limit);
  add ("/core/file/read-missing", test_read_missing);
  add ("/core/file/read-pipe", test_read_pipe);
  add ("/core/file/read-memory", test_read_memory);
  add ("/core/file/gzip", test_gzip);
  add ("/core/file/gzip-stored", test_gzip_stored);
  add ("/core/file/gzip-members", test_gzip_members);
  add ("/core/file/gzip-cut", test_gzip_cut);
  add ("/core/file/gzip-damaged", test_gzip_damaged);
  add ("/core/file/gzip-bomb", test_gzip_bomb);
  add ("/core/file/replace", test_replace);
  add ("/core/file/replace-refused", test_replace_refused);
  add ("/core/file/replace-unwritable", test_replace_unwritable);
  add ("/core/file/replace-full", test_replace_full);
  add ("/core/file/replace-link", test_replace_link);
  add ("/core/file/replace-special", test_replace_special);
  add ("/core/file/replace-special-unread", test_replace_unread);
  g_test_add_func ("/core/file/user-data-path", test_user_data_path);
  return g_test_run ();
}
