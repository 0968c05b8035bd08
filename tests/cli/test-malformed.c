/* Damaged and hostile files of every kind the program reads: each ends in exit
 * status 1 and one line that names the file. A crash, a sanitizer's report or a
 * second line fails the test. */
#include <gio/gio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/data/picture.h"
#include "tests/cli/cli-support.h"

/* Copies file @from to @to, cut to @size bytes where @size >= 0, with the byte
 * at @offset replaced where @offset >= 0. */
static void
damage (const Fixture *fixture, const char *from, const char *to, gssize size,
        gssize offset, guint8 byte)
{
  g_autoptr (GBytes) bytes = fixture_read (fixture, from);
  gsize n = g_bytes_get_size (bytes);
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), n);

  g_assert_cmpint (size, <=, (gssize) n);
  g_assert_cmpint (offset, <, (gssize) n);
  if (offset >= 0)
    copy[offset] = byte;
  fixture_write (fixture, to, copy, size >= 0 ? size : (gssize) n);
}

static void
expect_failure (Fixture *fixture, const char *line, const char *part)
{
  g_auto (Run) run = run_cli (fixture, line);

  assert_failed (&run, 1, part);
}

#define IMAGES "idx/train-images-idx3-ubyte"
#define LABELS "idx/train-labels-idx1-ubyte"

/* Checks that @file, damaged in place, is refused; makes it whole again. */
static void
check_damage (Fixture *fixture, const char *file, gssize size, gssize offset,
              guint8 byte)
{
  g_autoptr (GBytes) sound = fixture_read (fixture, file);

  damage (fixture, file, file, size, offset, byte);
  expect_failure (fixture,
                  "train lenet5 --data idx --output m.safetensors "
                  "--batch-size 10",
                  "idx");
  expect_failure (fixture, "data info idx", "idx");
  fixture_write (fixture, file, g_bytes_get_data (sound, NULL),
                 (gssize) g_bytes_get_size (sound));
}

static void
test_idx (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *file;
    gssize size, offset;
    guint8 byte;
  } cases[] = {
    { IMAGES, 0, -1, 0 },       /* empty */
    { IMAGES, 3, -1, 0 },       /* within the magic number */
    { IMAGES, 15, -1, 0 },      /* within the sizes */
    { IMAGES, 16, -1, 0 },      /* no pixels */
    { IMAGES, 1000, -1, 0 },    /* within the pixels */
    { IMAGES, -1, 2, 9 },       /* another type */
    { IMAGES, -1, 3, 1 },       /* labels' magic number */
    { IMAGES, -1, 4, 0xff },    /* too many images */
    { IMAGES, -1, 8, 0xff },    /* rows that overflow */
    { IMAGES, -1, 7, 19 },      /* bytes left over */
    { IMAGES, -1, 7, 0 },       /* no image */
    { LABELS, 0, -1, 0 },       /* empty */
    { LABELS, 12, -1, 0 },      /* within the labels */
    { LABELS, -1, 3, 3 },       /* images' magic number */
    { LABELS, -1, 4, 0x80 },    /* too many labels */
    { LABELS, -1, 9, 10 },      /* out of range */
    { LABELS, -1, 9, 0xff },
  };

  make_digits (fixture, 20, 20);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check_damage (fixture, cases[i].file, cases[i].size, cases[i].offset,
                  cases[i].byte);
  g_assert_false (fixture_has (fixture, "m.safetensors"));
}

/* Images and labels, each sound, that differ in number. */
static void
test_idx_mismatch (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) labels = NULL;

  make_digits (fixture, 20, 20);
  labels = fixture_read (fixture, LABELS);
  make_digits (fixture, 30, 20);
  fixture_write (fixture, LABELS, g_bytes_get_data (labels, NULL),
                 (gssize) g_bytes_get_size (labels));
  expect_failure (fixture, "data info idx", "20");
}

static void
test_gzip (Fixture *fixture, gconstpointer data)
{
  static const guint8 broken[] = { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff,
                                   0xff, 0xff, 0xff };

  fixture_write (fixture, "idx/train-images-idx3-ubyte.gz", broken,
                 sizeof broken);
  fixture_write (fixture, "idx/train-labels-idx1-ubyte.gz", broken, 5);
  fixture_write (fixture, "texts.csv.gz", broken, sizeof broken);
  expect_failure (fixture, "data info idx", "ubyte.gz");
  expect_failure (fixture, "data info texts.csv.gz", "texts.csv.gz");
}

static void
train_both (Fixture *fixture)
{
  g_auto (Run) images = { 0 };
  g_auto (Run) texts = { 0 };

  make_digits (fixture, 40, 20);
  make_texts (fixture, "texts.csv", 20);
  images = run_cli (fixture, "train lenet5 --data idx --output image.st "
                             "--epochs 1 --batch-size 10 --quiet");
  assert_done (&images);
  texts = run_cli (fixture,
                   "train naive-bayes --data texts.csv --output text.st -q");
  assert_done (&texts);
}

static void
check_model (Fixture *fixture, const char *part)
{
  expect_failure (fixture, "info bad.st", part);
  expect_failure (fixture, "evaluate bad.st --data idx", "bad.st");
  expect_failure (fixture, "predict bad.st some.png", "bad.st");
}

static void
test_model_cut (Fixture *fixture, gconstpointer data)
{
  static const char *const models[] = { "image.st", "text.st" };

  train_both (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      g_autoptr (GBytes) bytes = fixture_read (fixture, models[i]);
      gssize n = (gssize) g_bytes_get_size (bytes);
      const gssize sizes[] = { 0, 7, 8, 9, 100, n / 2, n - 1 };

      for (gsize s = 0; s < G_N_ELEMENTS (sizes); s++)
        {
          damage (fixture, models[i], "bad.st", sizes[s], -1, 0);
          check_model (fixture, "bad.st");
        }
    }
}

/* A header as @header says, padded as it is, and @n_data bytes after it. */
static void
write_model (const Fixture *fixture, const char *header, gsize n_data)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *zeros = g_malloc0 (n_data + 1);
  guint64 length = GUINT64_TO_LE ((guint64) strlen (header));

  g_byte_array_append (bytes, (const guint8 *) &length, sizeof length);
  g_byte_array_append (bytes, (const guint8 *) header,
                       (guint) strlen (header));
  g_byte_array_append (bytes, zeros, (guint) n_data);
  fixture_write (fixture, "bad.st", bytes->data, bytes->len);
}

static void
test_model_header (Fixture *fixture, gconstpointer data)
{
  static const char *const headers[] = {
    "",
    "[]",
    "{",
    "{\"a\":1}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F99\",\"shape\":[1],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],"
    "\"data_offsets\":[0,0]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
    "{\"__metadata__\":{\"model\":7}}",
    "{\"__metadata__\":{\"model\":\"lenet6\",\"classes\":\"[\\\"a\\\"]\"}}",
    "{\"__metadata__\":{\"model\":\"lenet5\"}}",
    "{\"__metadata__\":{\"model\":\"lenet5\",\"classes\":\"[]\"}}",
    "{\"__metadata__\":{\"model\":\"lenet5\",\"classes\":\"[1]\"}}",
    "{\"__metadata__\":{\"model\":\"lenet5\",\"classes\":\"[\\\"a\\\"]\"}}",
    "{\"__metadata__\":{\"model\":\"naive-bayes\",\"classes\":"
    "\"[\\\"a\\\",\\\"b\\\"]\"}}",
  };
  static const guint8 huge[]
      = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, '{', '}' };

  make_digits (fixture, 20, 20);
  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      gboolean has_tensor = strstr (headers[i], "\"a\":{") != NULL;

      write_model (fixture, headers[i], has_tensor ? 4 : 0);
      check_model (fixture, "bad.st");
    }
  fixture_write (fixture, "bad.st", huge, sizeof huge);
  check_model (fixture, "bad.st");
  expect_failure (fixture, "info none.st", "none.st");
  expect_failure (fixture, "info .", "");
}

static void
test_png (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_path (fixture, "good.png");
  guint8 pixels[28 * 28];
  static const gssize sizes[] = { 4, 8, 20, 33, 60, 100 };

  train_both (fixture);
  draw_digit (pixels, 4, 1);
  g_assert_true (ink_picture_write_grey (path, pixels, 28, 28, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      damage (fixture, "good.png", "bad.png", sizes[i], -1, 0);
      expect_failure (fixture, "predict image.st bad.png", "bad.png");
    }
  damage (fixture, "good.png", "bad.png", -1, 16, 0x7f); /* width */
  expect_failure (fixture, "predict image.st bad.png", "bad.png");
  damage (fixture, "good.png", "bad.png", -1, 60, 0x55); /* compressed data */
  expect_failure (fixture, "predict image.st bad.png", "bad.png");
  fixture_write (fixture, "bad.png", "", 0);
  expect_failure (fixture, "predict image.st bad.png", "bad.png");
  expect_failure (fixture, "predict text.st good.png", "good.png");
  fixture_write (fixture, "set/1/bad.png", "\x89PNG\r\n\x1a\n", 8);
  expect_failure (fixture, "evaluate image.st --data set", "bad.png");
}

static void
test_inkml (Fixture *fixture, gconstpointer data)
{
  static const char *const documents[] = {
    "<ink><trace>1 2, 3",
    "<ink><trace>1 2, 3 x</trace></ink>",
    "<ink><trace>1 2, 3 4</trace>",
    "<ink><trace>1e999 2, nan 4</trace></ink>",
    "<ink>&boom;</ink>",
    "<html></html>",
    "<",
    "1 2 3",
  };

  train_both (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      fixture_write (fixture, "bad.inkml", documents[i], -1);
      expect_failure (fixture, "predict image.st bad.inkml", "bad.inkml");
    }
}

static void
test_tables (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *file, *text;
  } cases[] = {
    { "bad.csv", "" },
    { "bad.csv", "text,label\n" },
    { "bad.csv", "text,label\n\"open,fish\n" },
    { "bad.csv", "text,label\nfin,fish\nwing\n" },
    { "bad.csv", "text,label\nfin,fish\nwing,bird,nest\n" },
    { "bad.csv", "only\nfin\nwing\n" },
    { "bad.jsonl", "{\"text\": \"fin\", \"label\": \"fish\"}\n{\"text\":" },
    { "bad.jsonl", "{\"text\": \"fin\", \"label\": \"fish\"}\n[]\n" },
    { "bad.jsonl", "{\"text\": \"fin\"}\n" },
    { "bad.jsonl", "{\"text\": 7, \"label\": \"fish\"}\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = g_strdup_printf (
          "train naive-bayes --data %s --output m.st -q", cases[i].file);

      fixture_write (fixture, cases[i].file, cases[i].text, -1);
      expect_failure (fixture, line, cases[i].file);
    }
  make_texts (fixture, "good.csv", 20);
  expect_failure (fixture,
                  "train naive-bayes --data good.csv --output m.st -q "
                  "--text-column none",
                  "none");
  expect_failure (fixture,
                  "train naive-bayes --data good.csv --output m.st -q "
                  "--label-column 3",
                  "3");
  fixture_write (fixture, "one.csv", "text,label\nfin,fish\ngill,fish\n", -1);
  expect_failure (fixture, "train naive-bayes --data one.csv --output m.st -q",
                  "one.csv");
  g_assert_false (fixture_has (fixture, "m.st"));
}

static void
test_wrong_kind (Fixture *fixture, gconstpointer data)
{
  train_both (fixture);
  expect_failure (fixture, "train lenet5 --data texts.csv --output m.st",
                  "texts.csv: expected images");
  expect_failure (fixture, "train naive-bayes --data idx --output m.st",
                  "idx: expected texts");
  expect_failure (fixture, "evaluate image.st --data texts.csv",
                  "texts.csv: expected images");
  expect_failure (fixture, "evaluate text.st --data idx",
                  "idx: expected texts");
  expect_failure (fixture, "predict image.st texts.csv", "texts.csv: expected");
  expect_failure (fixture, "predict image.st -", "standard input");
  expect_failure (fixture, "predict image.st --text fin", "--text");
  expect_failure (fixture, "predict image.st none.png", "none.png");
  expect_failure (fixture, "evaluate image.st --data none", "none");
  expect_failure (fixture, "data get none", "none");
  fixture_write (fixture, "folder/.hidden", "", 0);
  expect_failure (fixture, "data info folder", "folder");
}

/* Nobody writes to the pipe, and the device never ends: neither may hold the
 * program up. */
static void
test_special_files (Fixture *fixture, gconstpointer data)
{
  static const char *const lines[] = {
    "info pipe",
    "predict pipe a.png",
    "predict image.st pipe",
    "train lenet5 --data pipe --output m.st",
    "train naive-bayes --data pipe --output m.st",
    "data info pipe",
  };
  g_autofree char *path = fixture_path (fixture, "pipe");

  train_both (fixture);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  alarm (120); /* what would hang dies */
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    expect_failure (fixture, lines[i], "pipe: ");
  expect_failure (fixture, "predict image.st /dev/zero", "/dev/zero: expected");
  alarm (0);
}

/* What a file says is cut short in the message about it. */
static void
test_long_message (Fixture *fixture, gconstpointer data)
{
  const guint size = 1000 * 1000;
  g_autofree char *name = g_strnfill (size, 'x');
  g_autofree char *header
      = g_strdup_printf ("{\"__metadata__\":{\"model\":\"%s\"}}", name);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  guint64 length = GUINT64_TO_LE ((guint64) strlen (header));
  g_auto (Run) run = { 0 };

  g_byte_array_append (file, (const guint8 *) &length, sizeof length);
  g_byte_array_append (file, (const guint8 *) header, strlen (header));
  fixture_write (fixture, "m.st", file->data, file->len);
  run = run_cli (fixture, "predict m.st a.png");
  assert_failed (&run, 1, "m.st: metadata `model`: expected");
  g_assert_cmpuint (strlen (run.err), <, 5000);
}

/* A line that never ends is given up at the limit for texts, while its writer
 * is still there. */
static void
test_endless_line (Fixture *fixture, gconstpointer data)
{
  const gsize size = 64 * 1024 * 1024 + 64 * 1024;
  g_autofree char *text = g_strnfill (size, 'a');
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) process = NULL;

  train_both (fixture);
  signal (SIGPIPE, SIG_IGN);
  g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  process = g_subprocess_launcher_spawn (launcher, NULL,
                                         g_getenv ("INKLING_CLI"), "predict",
                                         "text.st", "-", NULL);
  g_assert_nonnull (process);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (process), text, size,
                             NULL, NULL, NULL);
  alarm (60); /* what would wait for more dies */
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  alarm (0);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/cli/malformed/idx", test_idx);
  add_test ("/cli/malformed/idx-mismatch", test_idx_mismatch);
  add_test ("/cli/malformed/gzip", test_gzip);
  add_test ("/cli/malformed/model-cut", test_model_cut);
  add_test ("/cli/malformed/model-header", test_model_header);
  add_test ("/cli/malformed/png", test_png);
  add_test ("/cli/malformed/inkml", test_inkml);
  add_test ("/cli/malformed/tables", test_tables);
  add_test ("/cli/malformed/wrong-kind", test_wrong_kind);
  add_test ("/cli/malformed/special-files", test_special_files);
  add_test ("/cli/malformed/long-message", test_long_message);
  add_test ("/cli/malformed/endless-line", test_endless_line);
  return g_test_run ();
}
