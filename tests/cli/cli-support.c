/* Runs inkling-cli as a process of its own, in a folder of its own, and makes
 * the small data sets it is run on. */
#include "tests/cli/cli-support.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "core/base/rng.h"

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("inkling-cli-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      if (g_file_test (inner, G_FILE_TEST_IS_DIR)
          && !g_file_test (inner, G_FILE_TEST_IS_SYMLINK))
        remove_tree (inner);
      else
        g_assert_cmpint (g_unlink (inner), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  remove_tree (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

void
add_test (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down);
}

void
run_clear (Run *run)
{
  g_clear_pointer (&run->out, g_free);
  g_clear_pointer (&run->err, g_free);
}

static char **
split_line (const char *line)
{
  const char *program = g_getenv ("INKLING_CLI"); /* meson sets it */
  g_autofree char *whole = NULL;

  g_assert_nonnull (program);
  whole = g_strconcat (program, " ", line, NULL);
  g_strchomp (whole);
  return g_strsplit (whole, " ", -1);
}

static char *
to_text (GBytes *bytes)
{
  gsize size = bytes != NULL ? g_bytes_get_size (bytes) : 0;

  return size > 0 ? g_strndup (g_bytes_get_data (bytes, NULL), size)
                  : g_strdup ("");
}

static Run
finish (GSubprocess *process, const char *input)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) sent
      = input != NULL ? g_bytes_new (input, strlen (input)) : NULL;
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GBytes) err = NULL;
  Run run = { .status = -1 };

  g_subprocess_communicate (process, sent, NULL, &out, &err, &error);
  g_assert_no_error (error);
  if (g_subprocess_get_if_exited (process))
    run.status = g_subprocess_get_exit_status (process);
  run.out = to_text (out);
  run.err = to_text (err);
  return run;
}

static Run
spawn (Fixture *fixture, GSubprocessLauncher *launcher, const char *input,
       const char *line)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) argv = split_line (line);
  g_autoptr (GSubprocess) process = NULL;

  g_test_message ("inkling-cli %s", line);
  g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  process = g_subprocess_launcher_spawnv (
      launcher, (const char *const *) argv, &error);
  g_assert_no_error (error);
  return finish (process, input);
}

Run
run_cli (Fixture *fixture, const char *line)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);

  return spawn (fixture, launcher, NULL, line);
}

Run
run_cli_input (Fixture *fixture, const char *input, const char *line)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
      | G_SUBPROCESS_FLAGS_STDERR_PIPE);

  return spawn (fixture, launcher, input, line);
}

static void
close_stdout_cb (gpointer user_data)
{
  close (STDOUT_FILENO);
}

Run
run_cli_into (Fixture *fixture, const char *path, const char *line)
{
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE);

  if (path != NULL)
    g_subprocess_launcher_set_stdout_file_path (launcher, path);
  else
    g_subprocess_launcher_set_child_setup (launcher, close_stdout_cb, NULL,
                                           NULL);
  return spawn (fixture, launcher, NULL, line);
}

guint
count_lines (const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p++)
    n += *p == '\n';
  return n;
}

void
assert_done (const Run *run)
{
  if (run->status != 0)
    g_test_message ("stderr: %s", run->err);
  g_assert_cmpint (run->status, ==, 0);
}

void
assert_failed (const Run *run, int status, const char *part)
{
  if (run->status != status || count_lines (run->err) != 1
      || strstr (run->err, part) == NULL)
    g_test_message ("expected \"%s\", stderr: %s", part, run->err);
  g_assert_cmpint (run->status, ==, status);
  g_assert_cmpstr (run->out, ==, "");
  g_assert_cmpuint (count_lines (run->err), ==, 1);
  g_assert_true (g_str_has_prefix (run->err, "inkling-cli: "));
  g_assert_nonnull (strstr (run->err, part));
}

char *
fixture_path (const Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

gboolean
fixture_has (const Fixture *fixture, const char *name)
{
  g_autofree char *path = fixture_path (fixture, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

void
fixture_write (const Fixture *fixture, const char *name, const void *bytes,
               gssize size)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = fixture_path (fixture, name);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, bytes, size, &error);
  g_assert_no_error (error);
}

GBytes *
fixture_read (const Fixture *fixture, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = fixture_path (fixture, name);
  char *text;
  gsize size;

  g_file_get_contents (path, &text, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, size);
}

guint
fixture_count_files (const Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

JsonObject *
parse_object (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (text, &error);

  if (node == NULL)
    g_test_message ("no JSON: %s", text);
  g_assert_no_error (error);
  g_assert_nonnull (node);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  return json_node_dup_object (node);
}

JsonObject *
parse_line (const char *text, guint index)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpuint (index, <, g_strv_length (lines));
  return parse_object (lines[index]);
}

void
draw_digit (guint8 *pixels, guint label, guint number)
{
  InkRng rng = ink_rng (7, INK_STREAM_TEST, label, number);

  for (int y = 0; y < 28; y++)
    for (int x = 0; x < 28; x++)
      {
        int across = label < 5 ? x - 4 - 2 * (int) label : y - 4;
        int along = label < 5 ? y - 4 : x - 4 - 2 * ((int) label - 5);
        gboolean ink = across >= 0 && across < 3 && along >= 0
                       && along < 6 + 2 * (int) label;

        pixels[28 * y + x]
            = (guint8) ((ink ? 200 : 0) + (int) ink_rng_below (&rng, 40));
      }
}

static void
append_u32 (GByteArray *bytes, guint32 value)
{
  guint32 big = GUINT32_TO_BE (value);

  g_byte_array_append (bytes, (const guint8 *) &big, sizeof big);
}

static void
make_split (const Fixture *fixture, const char *split, guint n, guint first)
{
  g_autoptr (GByteArray) images = g_byte_array_new ();
  g_autoptr (GByteArray) labels = g_byte_array_new ();
  g_autofree char *images_name
      = g_strdup_printf ("idx/%s-images-idx3-ubyte", split);
  g_autofree char *labels_name
      = g_strdup_printf ("idx/%s-labels-idx1-ubyte", split);

  append_u32 (images, 0x803);
  append_u32 (images, n);
  append_u32 (images, 28);
  append_u32 (images, 28);
  append_u32 (labels, 0x801);
  append_u32 (labels, n);
  for (guint i = 0; i < n; i++)
    {
      guint8 pixels[28 * 28];
      guint8 label = (guint8) (i % 10);

      draw_digit (pixels, label, first + i);
      g_byte_array_append (images, pixels, sizeof pixels);
      g_byte_array_append (labels, &label, 1);
    }
  fixture_write (fixture, images_name, images->data, images->len);
  fixture_write (fixture, labels_name, labels->data, labels->len);
}

void
make_digits (const Fixture *fixture, guint n_train, guint n_test)
{
  make_split (fixture, "train", n_train, 0);
  make_split (fixture, "t10k", n_test, n_train);
}

void
make_texts (const Fixture *fixture, const char *name, guint n)
{
  static const char *const words[2][4]
      = { { "fin", "water, salt", "scale", "gill" },
          { "wing", "feather", "\"\"beak\"\"", "nest" } };
  g_autoptr (GString) text = g_string_new ("text,label\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "\"the %s and the %s\",%s\n",
                            words[i % 2][i / 2 % 4], words[i % 2][i / 3 % 4],
                            i % 2 == 0 ? "fish" : "bird");
  fixture_write (fixture, name, text->str, -1);
}
