/* The charts that --charts writes: pictures that say what they show, of runs
 * that come to no good end too. */
#include <png.h>
#include <string.h>

#include "tests/cli/cli-support.h"

#define TRAIN                                                                  \
  "train lenet5 --data idx --output m.st --batch-size 10 --quiet "

/* Palette colour 5 of the light theme, in which a divergence is marked. */
#define MARK 0xa51d2d

static gboolean
is_png (const Fixture *fixture, const char *name)
{
  g_autoptr (GBytes) bytes = fixture_read (fixture, name);

  return g_bytes_get_size (bytes) > 1000
         && memcmp (g_bytes_get_data (bytes, NULL), "\x89PNG", 4) == 0;
}

/* Whether a text chunk of the picture is @key with a value that begins with
 * @value. */
static gboolean
says (const Fixture *fixture, const char *name, const char *key,
      const char *value)
{
  g_autoptr (GBytes) bytes = fixture_read (fixture, name);
  g_autoptr (GByteArray) text = g_byte_array_new ();

  g_byte_array_append (text, (const guint8 *) "tEXt", 4);
  g_byte_array_append (text, (const guint8 *) key, strlen (key) + 1);
  g_byte_array_append (text, (const guint8 *) value, strlen (value));
  return memmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                 text->data, text->len)
         != NULL;
}

/* Whether it says the SHA-256 of its data. */
static gboolean
has_hash (const Fixture *fixture, const char *name)
{
  g_autoptr (GBytes) bytes = fixture_read (fixture, name);
  const gsize size = g_bytes_get_size (bytes);
  const char *data = g_bytes_get_data (bytes, NULL);
  const char *found = memmem (data, size, "tEXtData hash", 14);

  if (found == NULL || (gsize) (found - data) + 14 + 64 > size)
    return FALSE;
  for (guint i = 0; i < 64; i++)
    if (!g_ascii_isxdigit (found[14 + i]))
      return FALSE;
  return TRUE;
}

/* The largest part of a column of the picture that is of the mark's colour. */
static double
marked (const Fixture *fixture, const char *name)
{
  g_autofree char *path = fixture_path (fixture, name);
  g_autofree guint8 *pixels = NULL;
  png_image image = { .version = PNG_IMAGE_VERSION };
  guint most = 0;

  g_assert_true (png_image_begin_read_from_file (&image, path));
  image.format = PNG_FORMAT_RGB;
  pixels = g_malloc (PNG_IMAGE_SIZE (image));
  g_assert_true (png_image_finish_read (&image, NULL, pixels, 0, NULL));
  for (guint x = 0; x < image.width; x++)
    {
      guint n = 0;

      for (guint y = 0; y < image.height; y++)
        {
          const guint8 *p = pixels + 3 * ((gsize) y * image.width + x);

          n += (p[0] << 16 | p[1] << 8 | p[2]) == MARK;
        }
      most = MAX (most, n);
    }
  return (double) most / image.height;
}

/* The help names every one of them. */
static const char *const evaluation_charts[]
    = { "confusion.png",   "confusion-shares.png", "roc.png",
        "precision-recall.png", "reliability.png", "confidence.png",
        "class-figures.png" };

static void
test_help (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = run_cli (fixture, "evaluate --help");

  assert_done (&run);
  for (guint i = 0; i < G_N_ELEMENTS (evaluation_charts); i++)
    g_assert_nonnull (strstr (run.out, evaluation_charts[i]));
}

static void
test_run (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_auto (Run) measured = { 0 };

  make_digits (fixture, 200, 100);
  run = run_cli (fixture, TRAIN "--epochs 2 --charts a/b");
  assert_done (&run);
  g_assert_true (is_png (fixture, "a/b/loss.png"));
  g_assert_true (is_png (fixture, "a/b/accuracy.png"));
  g_assert_true (is_png (fixture, "a/b/learning-rate.png"));
  g_assert_true (is_png (fixture, "a/b/throughput.png"));
  g_assert_cmpfloat (marked (fixture, "a/b/loss.png"), <, 0.1);
  measured = run_cli (fixture, "evaluate m.st --data idx --charts a/b");
  assert_done (&measured);
  for (guint i = 0; i < G_N_ELEMENTS (evaluation_charts); i++)
    {
      g_autofree char *name
          = g_strconcat ("a/b/", evaluation_charts[i], NULL);

      g_assert_true (is_png (fixture, name));
      g_assert_true (says (fixture, name, "Model", "LeNet-5"));
      g_assert_true (says (fixture, name, "Data", "idx"));
      g_assert_true (says (fixture, name, "Run", "m.st"));
      g_assert_true (has_hash (fixture, name));
    }
}

static void
test_facts (Fixture *fixture, gconstpointer data)
{
  static const char *const names[]
      = { "c/loss.png", "c/accuracy.png", "c/learning-rate.png",
          "c/throughput.png" };
  g_auto (Run) run = { 0 };

  make_digits (fixture, 100, 10);
  run = run_cli (fixture, TRAIN "--recipe seed --epochs 3 --seed 7 "
                                "--nesterov --charts c");
  assert_done (&run);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_true (says (fixture, names[i], "Model", "LeNet-5"));
      g_assert_true (says (fixture, names[i], "Data", "idx"));
      g_assert_true (says (fixture, names[i], "Run", "m.st"));
      g_assert_true (has_hash (fixture, names[i]));
      g_assert_true (says (fixture, names[i], "Seed", "7"));
      g_assert_true (says (fixture, names[i], "Recipe",
                           "seed, changed: epochs 3, batch size 10, learning "
                           "rate 0.001, momentum 0.9, Nesterov, schedule "
                           "constant, "));
    }
}

static void
assert_diverged (const Fixture *fixture)
{
  g_assert_true (is_png (fixture, "c/loss.png"));
  g_assert_true (is_png (fixture, "c/accuracy.png"));
  g_assert_true (is_png (fixture, "c/learning-rate.png"));
  g_assert_true (says (fixture, "c/loss.png", "Data", "idx"));
  g_assert_cmpfloat (marked (fixture, "c/loss.png"), >, 0.3);
  g_assert_cmpfloat (marked (fixture, "c/accuracy.png"), <, 0.1);
}

static void
test_divergence (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) early = { 0 };
  g_auto (Run) late = { 0 };

  make_digits (fixture, 400, 10);
  early = run_cli (fixture, DIVERGE "--charts c --batch-size 1 --epochs 3");
  assert_failed (&early, 1, "no model is written\n");
  assert_diverged (fixture);
  late = run_cli (fixture, DIVERGE "--charts c --batch-size 10 "
                                   "--warm-up 19 --epochs 20");
  assert_failed (&late, 1, " is in m.st\n");
  assert_diverged (fixture);
}

/* The one line tells of the charts too; the model is not lost with them. */
static void
test_lost_charts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_path (fixture, "c/loss.png");
  g_auto (Run) run = { 0 };
  g_auto (Run) info = { 0 };

  make_digits (fixture, 400, 10);
  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  run = run_cli (fixture, DIVERGE "--charts c --batch-size 10 "
                                  "--warm-up 19 --epochs 20");
  assert_failed (&run, 1, " is in m.st; the charts are lost: c/loss.png: ");
  info = run_cli (fixture, "info m.st");
  assert_done (&info);
}

/* A run that came to its end says what came of it, charts or not. */
static void
test_summary (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_path (fixture, "c/loss.png");
  g_auto (Run) run = { 0 };

  make_digits (fixture, 100, 10);
  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  run = run_cli (fixture, TRAIN "--epochs 1 --charts c");
  g_assert_cmpint (run.status, ==, 1);
  g_assert_nonnull (strstr (run.err, "c/loss.png: "));
  g_assert_nonnull (strstr (run.out, "m.st"));
  g_assert_nonnull (strstr (run.out, "accuracy"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/cli/charts/help", test_help);
  add_test ("/cli/charts/run", test_run);
  add_test ("/cli/charts/facts", test_facts);
  add_test ("/cli/charts/divergence", test_divergence);
  add_test ("/cli/charts/lost", test_lost_charts);
  add_test ("/cli/charts/summary", test_summary);
  return g_test_run ();
}
