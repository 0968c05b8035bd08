/* Numbers: the best path against all paths counted out, and what the shipped
 * model reads in made-up drawings and pictures, and in UNIPEN's. */
#include "core/model/number.h"

#include <math.h>
#include <string.h>

#include "core/base/rng.h"
#include "core/model/number-path.h"
#include "core/store/checkpoint.h"
#include "tests/support/made-numbers.h"

/* --- The path --- */

/* All candidates of up to three of @n_parts parts, with random features. */
static GArray *
random_candidates (guint n_parts, InkRng *rng)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (InkNumberCandidate));

  for (guint last = 0; last < n_parts; last++)
    for (guint first = last > 2 ? last - 2 : 0; first <= last; first++)
      {
        InkNumberCandidate c = { first, last, { 0 } };

        for (guint k = 0; k < INK_NUMBER_N_FEATURES; k++)
          c.features[k] = ink_rng_normal (rng);
        g_array_append_val (found, c);
      }
  return found;
}

/* Goes all ways from part @at on. */
static void
go_on (const InkNumberGraph *graph, const double *weights, guint at,
       double score, double *best, double *sum)
{
  if (at == graph->n_parts)
    {
      *best = fmax (*best, score);
      *sum += exp (score);
    }
  for (guint i = 0; i < graph->n; i++)
    if (graph->candidates[i].first == at)
      go_on (graph, weights, graph->candidates[i].last + 1,
             score + ink_number_score (&graph->candidates[i], weights), best,
             sum);
}

static void
test_path (void)
{
  for (guint n_parts = 1; n_parts < 8; n_parts++)
    {
      InkRng rng = ink_rng (1, INK_STREAM_TEST, n_parts, 0);
      g_autoptr (GArray) found = random_candidates (n_parts, &rng);
      InkNumberGraph graph = { (InkNumberCandidate *) found->data, found->len,
                               n_parts };
      double weights[INK_NUMBER_N_FEATURES], probability;
      double best = -INFINITY, sum = 0, score = 0;
      guint chosen[INK_PARTS_MAX], n, at = 0;

      for (guint k = 0; k < INK_NUMBER_N_FEATURES; k++)
        weights[k] = ink_rng_normal (&rng);
      go_on (&graph, weights, 0, 0, &best, &sum);
      n = ink_number_best_path (&graph, weights, chosen, &probability);
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpuint (graph.candidates[chosen[i]].first, ==, at);
          at = graph.candidates[chosen[i]].last + 1;
          score += ink_number_score (&graph.candidates[chosen[i]], weights);
        }
      g_assert_cmpuint (at, ==, n_parts);
      g_assert_cmpfloat_with_epsilon (score, best, 1e-9);
      g_assert_cmpfloat_with_epsilon (probability, exp (best) / sum, 1e-9);
    }
}

/* Expected features are the slopes of the logarithm of the sum. */
static void
test_expected (void)
{
  InkRng rng = ink_rng (2, INK_STREAM_TEST, 0, 0);
  g_autoptr (GArray) found = random_candidates (6, &rng);
  InkNumberGraph graph = { (InkNumberCandidate *) found->data, found->len, 6 };
  double weights[INK_NUMBER_N_FEATURES] = { 0 };
  double expected[INK_NUMBER_N_FEATURES] = { 0 };
  double ignored[INK_NUMBER_N_FEATURES] = { 0 };

  for (guint k = 0; k < INK_NUMBER_N_FEATURES; k++)
    weights[k] = ink_rng_normal (&rng) / 4;
  ink_number_expect (&graph, weights, expected);
  for (guint k = 0; k < INK_NUMBER_N_FEATURES; k++)
    {
      double before, after;

      weights[k] += 1e-5;
      after = ink_number_expect (&graph, weights, ignored);
      weights[k] -= 2e-5;
      before = ink_number_expect (&graph, weights, ignored);
      weights[k] += 1e-5;
      g_assert_cmpfloat_with_epsilon (expected[k], (after - before) / 2e-5,
                                      1e-6);
    }
}

/* --- Reading --- */

static InkModel *
shipped_model (void)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("INKLING_RESOURCES"), "models",
                          "digits.safetensors", NULL);
  g_autoptr (GError) error = NULL;
  InkModel *model = ink_checkpoint_load (path, &error);

  g_assert_no_error (error);
  return model;
}

static void
add_line (InkDrawing *drawing, const double *xy, guint n, double dx)
{
  ink_drawing_begin_stroke (drawing);
  for (guint i = 0; i < n; i++)
    ink_drawing_add_point (drawing, xy[2 * i] + dx, xy[2 * i + 1], 0.5f);
}

/* A "1", a "7" with its bar, a "4" of two strokes; 100 high. */
static void
add_one (InkDrawing *drawing, double dx)
{
  add_line (drawing, (double[]) { 5, 0, 2, 50, 0, 100 }, 3, dx);
}

static void
add_seven (InkDrawing *drawing, double dx)
{
  add_line (drawing, (double[]) { 0, 0, 55, 0, 40, 50, 20, 100 }, 4, dx);
  add_line (drawing, (double[]) { 12, 52, 58, 52 }, 2, dx);
}

static void
add_four (InkDrawing *drawing, double dx)
{
  add_line (drawing, (double[]) { 12, 0, 0, 55, 55, 55 }, 3, dx);
  add_line (drawing, (double[]) { 40, 5, 36, 100 }, 2, dx);
}

static void
add_zero (InkDrawing *drawing, double dx)
{
  double xy[2 * 33];

  for (guint i = 0; i < 33; i++)
    {
      xy[2 * i] = 30 - 30 * sin (2 * G_PI * i / 32);
      xy[2 * i + 1] = 50 - 50 * cos (2 * G_PI * i / 32);
    }
  add_line (drawing, xy, 33, dx);
}

static void
test_drawings (void)
{
  g_autoptr (InkModel) model = shipped_model ();
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();
  g_autoptr (InkNumber) number = NULL;
  g_autoptr (InkNumber) single = NULL;
  double product = 1;

  g_assert_null (ink_number_read_drawing (model, drawing));
  g_assert_null (ink_number_read_drawing_single (model, drawing));
  add_four (drawing, 200); /* in another order than from left to right */
  add_one (drawing, 20);
  add_seven (drawing, 90);
  add_zero (drawing, 300);
  add_one (drawing, 400);
  add_one (drawing, 440);
  number = ink_number_read_drawing (model, drawing);
  g_assert_cmpstr (number->text, ==, "174011");
  g_assert_cmpuint (number->n, ==, 6);
  g_assert_cmpfloat (number->digits[2].box.x, ==, 200);
  g_assert_cmpfloat (number->digits[2].box.width, ==, 55);
  g_assert_cmpfloat (number->digits[2].box.height, ==, 100);
  for (guint i = 0; i < number->n; i++)
    {
      g_assert_cmpfloat (number->digits[i].probability, ==,
                         number->digits[i]
                             .probabilities[number->digits[i].label]);
      g_assert_nonnull (number->digits[i].drawing);
      product *= number->digits[i].probability;
    }
  g_assert_cmpfloat_with_epsilon (number->probability, product, 1e-12);
  g_assert_cmpfloat (number->cut_probability, <=, 1);
  g_assert_cmpfloat (number->cut_probability, >, 0.5);
  single = ink_number_read_drawing_single (model, drawing);
  g_assert_cmpuint (single->n, ==, 1);
}

/* To the bit as without numbers. */
static void
test_one_digit (void)
{
  void (*const add[]) (InkDrawing *, double)
      = { add_one, add_seven, add_four, add_zero };
  g_autoptr (InkModel) model = shipped_model ();
  const InkRasterOptions options = INK_RASTER_OPTIONS_DEFAULT;

  for (guint i = 0; i < G_N_ELEMENTS (add); i++)
    {
      g_autoptr (InkDrawing) drawing = ink_drawing_new ();
      g_autoptr (InkNumber) number = NULL;
      guint8 pixels[INK_DIGIT_PIXELS];
      double probabilities[10];

      add[i](drawing, 0);
      ink_rasterize_drawing (drawing, &options, pixels, NULL);
      ink_model_predict_images (model, pixels, 1, 1, probabilities);
      number = ink_number_read_drawing (model, drawing);
      g_assert_cmpuint (number->n, ==, 1);
      g_assert_cmpmem (number->digits[0].pixels, INK_DIGIT_PIXELS, pixels,
                       INK_DIGIT_PIXELS);
      g_assert_cmpmem (number->digits[0].probabilities, sizeof probabilities,
                       probabilities, sizeof probabilities);
      g_assert_cmpfloat (number->cut_probability, ==, 1);
    }
}

/* Draws the strokes with a square pen. */
static void
paint (const InkDrawing *drawing, guint8 *pixels, guint height, guint width)
{
  memset (pixels, 255, (gsize) height * width);
  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;
      const InkPoint *p = ink_drawing_stroke (drawing, i, &n);

      for (guint k = 0; k + 1 < n; k++)
        for (guint t = 0; t <= 200; t++)
          {
            guint x = (guint) (20 + p[k].x + (p[k + 1].x - p[k].x) * t / 200);
            guint y = (guint) (20 + p[k].y + (p[k + 1].y - p[k].y) * t / 200);

            for (guint v = y - 4; v <= y + 4; v++)
              memset (pixels + (gsize) v * width + x - 4, 0, 9);
          }
    }
}

static void
test_pictures (void)
{
  enum { HIGH = 140, WIDE = 420 };
  g_autoptr (InkModel) model = shipped_model ();
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();
  g_autofree guint8 *pixels = g_malloc (HIGH * WIDE);
  g_autoptr (InkNumber) number = NULL;
  g_autoptr (InkNumber) single = NULL;

  add_one (drawing, 20);
  add_seven (drawing, 90);
  add_four (drawing, 190);
  add_zero (drawing, 290);
  paint (drawing, pixels, HIGH, WIDE);
  number = ink_number_read_picture (model, pixels, HIGH, WIDE);
  g_assert_cmpstr (number->text, ==, "1740");
  g_assert_cmpfloat_with_epsilon (number->digits[3].box.x, 306, 3);
  g_assert_cmpfloat_with_epsilon (number->digits[3].box.width, 68, 4);
  g_assert_nonnull (number->digits[3].picture);
  single = ink_number_read_picture_single (model, pixels, HIGH, WIDE);
  g_assert_cmpuint (single->n, ==, 1);
  memset (pixels, 255, HIGH * WIDE);
  g_assert_null (ink_number_read_picture (model, pixels, HIGH, WIDE));
  g_assert_null (ink_number_read_picture (model, pixels, 0, 0));
}

/* Ink that is no number at all is read in bounded time, as something. */
static void
test_too_much (void)
{
  static const guint n_strokes[] = { 500, 90, 1 };
  static const guint n_points[] = { 2, 4, 100000 };
  g_autoptr (InkModel) model = shipped_model ();

  for (guint i = 0; i < G_N_ELEMENTS (n_strokes); i++)
    {
      InkRng rng = ink_rng (3, INK_STREAM_TEST, i, 0);
      g_autoptr (InkDrawing) drawing = ink_drawing_new ();
      g_autoptr (InkNumber) number = NULL;
      gint64 start;

      for (guint s = 0; s < n_strokes[i]; s++)
        {
          ink_drawing_begin_stroke (drawing);
          for (guint k = 0; k < n_points[i]; k++)
            ink_drawing_add_point (drawing,
                                   50.0 * s + 100 * ink_rng_uniform (&rng),
                                   100 * ink_rng_uniform (&rng), 0.5f);
        }
      start = g_get_monotonic_time ();
      number = ink_number_read_drawing (model, drawing);
      g_assert_nonnull (number);
      g_assert_cmpuint (number->n, <=, INK_PARTS_MAX);
      start = g_get_monotonic_time () - start;
      g_test_message ("%u strokes of %u points: %.1f ms", n_strokes[i],
                      n_points[i], (double) start / 1e3);
      g_assert_cmpint (start, <, 20 * G_USEC_PER_SEC);
    }
}

static void
nothing_free (gpointer payload)
{
}

/* Classes that are no digits make no numbers. */
static void
test_other_classes (void)
{
  const char *const names[] = { "shirt", "shoe", NULL };
  g_autoptr (InkModel) digits = shipped_model ();
  const InkModelClass klass = { .name = "nothing",
                                .input = INK_INPUT_IMAGE,
                                .free = nothing_free };
  g_autoptr (InkModel) clothes = ink_model_new (&klass, NULL, names);

  g_assert_true (ink_number_is_for (digits));
  g_assert_false (ink_number_is_for (clothes));
}

/* --- UNIPEN's --- */

static GPtrArray *
read_unipen (void)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("INKLING_TEST_DATA"), "digits", "unipen",
                          "unipen-1a-digits.txt.gz", NULL);
  GPtrArray *digits = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    digits = unipen_digits_read (path);
  else
    g_test_skip ("../shared/data/digits/unipen is not there");
  for (guint i = digits != NULL ? digits->len : 0; i-- > 0;)
    {
      static const char *const wanted[] = { "aga", "art", "pri", NULL };
      const UnipenDigit *digit = g_ptr_array_index (digits, i);

      if (!g_strv_contains (wanted, digit->source))
        g_ptr_array_remove_index (digits, i);
    }
  return digits;
}

/* Of single digits that are read rightly as such, nearly all stay one. */
static void
test_unipen_singles (void)
{
  g_autoptr (InkModel) model = shipped_model ();
  g_autoptr (GPtrArray) digits = read_unipen ();
  guint right = 0, kept = 0;

  if (digits == NULL)
    return;
  for (guint i = 0; i < digits->len; i++)
    {
      const UnipenDigit *digit = g_ptr_array_index (digits, i);
      g_autoptr (InkNumber) single
          = ink_number_read_drawing_single (model, digit->drawing);
      g_autoptr (InkNumber) number
          = ink_number_read_drawing (model, digit->drawing);

      if (single->text[0] != digit->label)
        continue;
      right++;
      kept += number->n == 1;
    }
  g_test_message ("%u of %u stay one", kept, right);
  g_assert_cmpuint (100 * kept, >=, 99 * right);
}

/* With gaps of a tenth to three tenths, most have the right count. */
static void
test_unipen_numbers (void)
{
  const MadeOptions options = { 0.1, 0.3, 0.3, 0.08, 0.08, FALSE };
  g_autoptr (InkModel) model = shipped_model ();
  g_autoptr (GPtrArray) digits = read_unipen ();
  guint counts = 0;

  if (digits == NULL)
    return;
  for (guint i = 0; i < 200; i++)
    {
      InkRng rng = ink_rng (4, INK_STREAM_TEST, i, 0);
      guint n = 2 + i % 4;
      guint at = (guint) ink_rng_below (&rng, digits->len - n);
      guint indices[] = { at, at + 1, at + 2, at + 3, at + 4 };
      MadeNumber *made
          = made_number_write (digits, indices, n, &options, &rng);
      g_autoptr (InkNumber) number
          = ink_number_read_drawing (model, made->drawing);

      counts += number->n == n;
      made_number_free (made);
    }
  g_test_message ("%u of 200 have the right count", counts);
  g_assert_cmpuint (counts, >=, 180);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/number/path", test_path);
  g_test_add_func ("/core/number/expected", test_expected);
  g_test_add_func ("/core/number/drawings", test_drawings);
  g_test_add_func ("/core/number/one-digit", test_one_digit);
  g_test_add_func ("/core/number/pictures", test_pictures);
  g_test_add_func ("/core/number/too-much", test_too_much);
  g_test_add_func ("/core/number/other-classes", test_other_classes);
  g_test_add_func ("/core/number/unipen-singles", test_unipen_singles);
  g_test_add_func ("/core/number/unipen-numbers", test_unipen_numbers);
  return g_test_run ();
}
