/* What the digit model that comes with the program reads, and what it doubts:
 * the figures of its card, on data that it was not trained on. Each test skips
 * where its data are not there; MNIST and the drawings of UNIPEN are not part
 * of the project. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/rng.h"
#include "core/data/dataset.h"
#include "core/data/drawing-set.h"
#include "core/data/drawing-variation.h"
#include "core/data/inkml.h"
#include "core/data/rasterize.h"
#include "core/metrics/evaluation.h"
#include "core/model/number.h"
#include "core/model/verdict.h"
#include "core/store/checkpoint.h"
#include "core/store/shipped-models.h"

#define PIXELS INK_DIGIT_PIXELS
#define UNIPEN "digits/unipen/unipen-1a-digits.txt.gz"
#define HERSHEY "/usr/share/hershey-fonts/"

/* The sources of UNIPEN that the model never saw: the six smallest. */
static const char *const strangers[]
    = { "pri", "art", "imp", "aga", "uqb", "apa", NULL };

static InkModel *
digits_new (void)
{
  g_autofree char *path = ink_shipped_models_resolve ("digits");
  g_autoptr (GError) error = NULL;
  InkModel *model = ink_checkpoint_load (path, &error);

  g_assert_no_error (error);
  return model;
}

/* --- Pictures, and what the model says of them --- */

typedef struct
{
  GByteArray *pixels; /* [n][28][28] */
  guint n;
} Pictures;

static Pictures
pictures_new (void)
{
  return (Pictures){ g_byte_array_new (), 0 };
}

static void
pictures_add (Pictures *pictures, const guint8 *pixels)
{
  g_byte_array_append (pictures->pixels, pixels, PIXELS);
  pictures->n++;
}

static void
pictures_draw (Pictures *pictures, const InkDrawing *drawing)
{
  const InkRasterOptions options = INK_RASTER_OPTIONS_DEFAULT;
  guint8 pixels[PIXELS];

  if (ink_rasterize_drawing (drawing, &options, pixels, NULL))
    pictures_add (pictures, pixels);
}

/* The score of each picture, its greatest probability: [n]; frees the
 * pictures. (transfer full) */
static double *
scores_of (const InkModel *model, Pictures *pictures)
{
  guint n = pictures->n;
  g_autofree double *p = g_new (double, (gsize) n * 10);
  double *scores = g_new0 (double, n);

  ink_model_predict_images (model, pictures->pixels->data, n, 0, p);
  for (gsize i = 0; i < n; i++)
    for (guint c = 0; c < 10; c++)
      scores[i] = fmax (scores[i], p[i * 10 + c]);
  g_byte_array_unref (pictures->pixels);
  return scores;
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* How many of the sorted @scores [n] are below @score. */
static guint
rank (const double *scores, guint n, double score, gboolean with_equal)
{
  guint low = 0, high = n;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (scores[middle] < score || (with_equal && scores[middle] == score))
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* The area under the ROC curve: how often a digit has the greater score. */
static double
area (const double *digits, guint n_digits, double *others, guint n_others)
{
  double sum = 0;

  qsort (others, n_others, sizeof *others, compare);
  for (guint i = 0; i < n_digits; i++)
    sum += rank (others, n_others, digits[i], FALSE) / 2.0
           + rank (others, n_others, digits[i], TRUE) / 2.0;
  return sum / n_digits / n_others;
}

/* --- Data --- */

static InkImageSet *
load_test_split (const char *name)
{
  return ink_dataset_is_installed (name)
             ? ink_dataset_load_images (name, INK_SPLIT_TEST, NULL, NULL)
             : NULL;
}

static InkDrawingSet *
load_unipen (void)
{
  const char *data = g_getenv ("INKLING_TEST_DATA");
  g_autofree char *path
      = data != NULL ? g_build_filename (data, UNIPEN, NULL) : NULL;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    return NULL;
  return ink_unipen_read (path, NULL);
}

static gboolean
is_stranger (const InkDrawingSet *set, guint index)
{
  return g_strv_contains (strangers, ink_drawing_set_source (set, index));
}

/* --- Reading --- */

static void
test_mnist (void)
{
  g_autoptr (InkModel) model = digits_new ();
  g_autoptr (InkImageSet) test = load_test_split ("mnist");
  g_autoptr (InkEvaluation) evaluation = NULL;
  g_autofree double *p = NULL;
  g_autofree guint32 *labels = NULL;
  guint n, n_right = 0, n_doubted = 0;
  double error;

  if (test == NULL)
    {
      g_test_skip ("MNIST is not installed (inkling-cli data get mnist)");
      return;
    }
  n = ink_image_set_count (test);
  p = g_new (double, (gsize) n * 10);
  labels = g_new (guint32, n);
  ink_model_predict_images (model, ink_image_set_pixels (test), n, 0, p);
  for (gsize i = 0; i < n; i++)
    {
      InkVerdict v = ink_verdict_of_model (model, p + i * 10);

      labels[i] = ink_image_set_labels (test)[i];
      n_right += v.best == labels[i];
      n_doubted += v.kind == INK_VERDICT_NOT_A_DIGIT;
    }
  evaluation
      = ink_evaluation_new (p, labels, n, ink_model_class_names (model), NULL);
  error = ink_evaluation_calibration_error (evaluation);
  g_test_message ("MNIST test: %u of %u right, %u taken for no digit, "
                  "calibration error %.2f %%",
                  n_right, n, n_doubted, 100 * error);
  g_assert_cmpfloat (error, <, 0.005);
  g_assert_cmpuint (n_right, >=, 9948);
  g_assert_cmpuint (n_doubted, <, 50);
}

static void
test_strangers (void)
{
  g_autoptr (InkModel) model = digits_new ();
  g_autoptr (InkDrawingSet) set = load_unipen ();
  guint n = 0, n_right = 0;

  if (set == NULL)
    {
      g_test_skip ("UNIPEN's drawings are not there");
      return;
    }
  for (guint i = 0; i < ink_drawing_set_count (set); i++)
    if (is_stranger (set, i))
      {
        const InkRasterOptions options = INK_RASTER_OPTIONS_DEFAULT;
        guint8 pixels[PIXELS];
        double p[10];

        ink_rasterize_drawing (ink_drawing_set_drawing (set, i), &options,
                               pixels, NULL);
        ink_model_predict_images (model, pixels, 1, 1, p);
        n++;
        n_right += ink_verdict_of (p, 10, 0).best
                   == (guint) atoi (ink_drawing_set_label (set, i));
      }
  g_test_message ("UNIPEN, sources never seen: %u of %u right", n_right, n);
  g_assert_cmpuint (n, ==, 2200);
  g_assert_cmpuint (n_right, >=, 2156); /* 98 % */
}

/* @drawing moved to (@x, @y), its units @scale times as large */
static guint
label_of (const InkModel *model, const InkDrawing *drawing, double x, double y,
          double scale)
{
  const InkRasterOptions options = INK_RASTER_OPTIONS_DEFAULT;
  g_autoptr (InkDrawing) moved = ink_drawing_new ();
  guint8 pixels[PIXELS];
  double p[10];

  for (guint s = 0; s < ink_drawing_n_strokes (drawing); s++)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (drawing, s, &n);

      ink_drawing_begin_stroke (moved);
      for (guint i = 0; i < n; i++)
        ink_drawing_add_point (moved, x + scale * points[i].x,
                               y + scale * points[i].y, 0.5f);
    }
  ink_rasterize_drawing (moved, &options, pixels, NULL);
  ink_model_predict_images (model, pixels, 1, 1, p);
  return ink_verdict_of (p, 10, 0).best;
}

/* The same drawing, anywhere on the sheet, a tenth of it or nine: one label. */
static void
test_moved (void)
{
  g_autoptr (InkModel) model = digits_new ();
  g_autoptr (InkDrawingSet) set = load_unipen ();
  InkRng rng = ink_rng (1, INK_STREAM_TEST, 0, 0);

  if (set == NULL)
    {
      g_test_skip ("UNIPEN's drawings are not there");
      return;
    }
  for (guint i = 0; i < ink_drawing_set_count (set); i += 11)
    {
      const InkDrawing *drawing = ink_drawing_set_drawing (set, i);
      guint label = label_of (model, drawing, 0, 0, 1);

      for (guint k = 0; k < 10; k++)
        {
          double scale = exp (log (9) * ink_rng_uniform (&rng)) / 3;

          g_assert_cmpuint (label, ==,
                            label_of (model, drawing,
                                      4000 * ink_rng_uniform (&rng) - 2000,
                                      4000 * ink_rng_uniform (&rng) - 2000,
                                      scale));
        }
    }
}

/* A letter is no number of two digits because its strokes can be told apart. */
static void
test_letters (void)
{
  static const char *const letters[] = {
    ("<ink><trace>0 0, 0 100</trace><trace>60 0, 60 100</trace>"
     "<trace>0 50, 60 50</trace></ink>"), /* H */
    "<ink><trace>0 0, 0 100</trace><trace>60 0, 0 50, 60 100</trace></ink>",
    "<ink><trace>0 100, 30 0, 60 100</trace><trace>12 60, 48 60</trace></ink>",
    "<ink><trace>0 100, 0 0, 40 60, 80 0, 80 100</trace></ink>", /* M */
  };
  g_autoptr (InkModel) model = digits_new ();

  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    {
      g_autoptr (InkDrawing) drawing
          = ink_inkml_parse ("letter", letters[i], strlen (letters[i]), NULL);
      g_autoptr (InkNumber) number = ink_number_read_drawing (model, drawing);

      g_test_message ("%s %.3f", number->text, number->probability);
      g_assert_false (number->n > 1 && number->confident);
      g_assert_false (number->n == 1
                      && number->digits[0].verdict.kind
                             == INK_VERDICT_CONFIDENT);
    }
}

/* --- What is no digit --- */

/* Hershey's vector letters of one font; 'R' is 0, " R" lifts the pen. */
static void
add_font (Pictures *pictures, const char *name, InkRng *rng)
{
  static const char lookalikes[] = "OoIliSsZzBbgqQ";
  g_autofree char *path = g_strconcat (HERSHEY, name, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (InkDrawing) drawing = ink_drawing_new ();
      char letter = (char) (i + 32);
      gsize n = strlen (lines[i]);

      if (!g_ascii_isalpha (letter) || strchr (lookalikes, letter) != NULL)
        continue;
      ink_drawing_begin_stroke (drawing);
      for (gsize k = 10; k + 1 < n; k += 2)
        if (lines[i][k] == ' ' && lines[i][k + 1] == 'R')
          ink_drawing_begin_stroke (drawing);
        else
          ink_drawing_add_point (drawing, lines[i][k] - 'R',
                                 lines[i][k + 1] - 'R', 0.5f);
      for (guint k = 0; k < 4; k++)
        {
          guint8 pixels[PIXELS];

          ink_drawing_vary_pixels (drawing, &ink_variation_range_default, rng,
                                   pixels);
          pictures_add (pictures, pixels);
        }
    }
}

static Pictures
letters (InkRng *rng)
{
  Pictures pictures = pictures_new ();

  add_font (&pictures, "rowmans.jhf", rng);
  add_font (&pictures, "scripts.jhf", rng);
  add_font (&pictures, "futural.jhf", rng);
  return pictures;
}

static Pictures
clothes (void)
{
  g_autoptr (InkImageSet) set = load_test_split ("fashion-mnist");
  Pictures pictures = pictures_new ();

  for (guint i = 0; set != NULL && i < 2000; i++)
    pictures_add (&pictures, ink_image_set_pixels (set) + (gsize) i * PIXELS);
  return pictures;
}

/* Lissajous' curves that fade: tangles, never a walk on random points as in
 * training. */
static Pictures
scribbles (InkRng *rng)
{
  Pictures pictures = pictures_new ();

  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (InkDrawing) drawing = ink_drawing_new ();
      double a = 3 + 5 * ink_rng_uniform (rng), b = 3 + 5 * ink_rng_uniform (rng);
      double p = 6 * ink_rng_uniform (rng), fade = 0.3 * ink_rng_uniform (rng);

      ink_drawing_begin_stroke (drawing);
      for (guint k = 0; k < 200; k++)
        {
          double t = k * 2 * G_PI / 200;

          ink_drawing_add_point (drawing, sin (a * t + p) * exp (-fade * t),
                                 sin (b * t) * exp (-fade * t), 0.5f);
        }
      pictures_draw (&pictures, drawing);
    }
  return pictures;
}

typedef struct
{
  double x0, y0, x1, y1;
} Box;

/* Adds @drawing's strokes, their middle at (@x, 0), their height 1, to @to. */
static Box
add_strokes (InkDrawing *to, const InkDrawing *drawing, double x)
{
  Box box = { INFINITY, INFINITY, -INFINITY, -INFINITY };
  double scale;

  for (guint s = 0; s < ink_drawing_n_strokes (drawing); s++)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (drawing, s, &n);

      for (guint i = 0; i < n; i++)
        box = (Box){ fmin (box.x0, points[i].x), fmin (box.y0, points[i].y),
                     fmax (box.x1, points[i].x), fmax (box.y1, points[i].y) };
    }
  scale = 1 / fmax (box.y1 - box.y0, 1e-9);
  for (guint s = 0; s < ink_drawing_n_strokes (drawing); s++)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (drawing, s, &n);

      ink_drawing_begin_stroke (to);
      for (guint i = 0; i < n; i++)
        ink_drawing_add_point (to,
                               x + scale * (points[i].x - (box.x0 + box.x1) / 2),
                               scale * (points[i].y - (box.y0 + box.y1) / 2),
                               0.5f);
    }
  return (Box){ x - scale * (box.x1 - box.x0) / 2, -0.5,
                x + scale * (box.x1 - box.x0) / 2, 0.5 };
}

static void
add_line (InkDrawing *to, double x0, double y0, double x1, double y1)
{
  ink_drawing_begin_stroke (to);
  ink_drawing_add_point (to, x0, y0, 0.5f);
  ink_drawing_add_point (to, x1, y1, 0.5f);
}

/* A stranger's digit, and two or three bars, or a cross, through it. */
static Pictures
crossed_out (const InkDrawingSet *set, InkRng *rng)
{
  Pictures pictures = pictures_new ();

  for (guint i = 0; set != NULL && i < ink_drawing_set_count (set); i++)
    if (is_stranger (set, i))
      {
        g_autoptr (InkDrawing) drawing = ink_drawing_new ();
        guint n = 2 + (guint) ink_rng_below (rng, 2);
        gboolean cross = ink_rng_below (rng, 2) == 0;

        add_strokes (drawing, ink_drawing_set_drawing (set, i), 0);
        for (guint k = 0; k < n && !cross; k++)
          {
            double y = -0.2 + 0.4 * k / (n - 1.0);

            add_line (drawing, -0.55, y + 0.2 * ink_rng_uniform (rng), 0.55,
                      y - 0.2 * ink_rng_uniform (rng));
          }
        if (cross)
          {
            add_line (drawing, -0.5, -0.5, 0.5, 0.5);
            add_line (drawing, -0.5, 0.5, 0.5, -0.5);
          }
        pictures_draw (&pictures, drawing);
      }
  return pictures;
}

static Pictures
two_at_once (const InkDrawingSet *set)
{
  Pictures pictures = pictures_new ();

  for (guint i = 0; set != NULL && i + 3 < ink_drawing_set_count (set); i++)
    if (is_stranger (set, i) && is_stranger (set, i + 3))
      {
        g_autoptr (InkDrawing) drawing = ink_drawing_new ();
        Box left = add_strokes (drawing, ink_drawing_set_drawing (set, i), 0);

        add_strokes (drawing, ink_drawing_set_drawing (set, i + 3),
                     left.x1 + 0.55);
        pictures_draw (&pictures, drawing);
      }
  return pictures;
}

typedef struct
{
  const InkModel *model;
  const double *digits;
  guint n_digits;
  double sum; /* of the areas */
  guint n;    /* kinds */
} Doubt;

static void
add_kind (Doubt *doubt, const char *name, Pictures pictures)
{
  guint n = pictures.n;
  g_autofree double *scores = scores_of (doubt->model, &pictures);
  const char *fact = ink_model_fact (doubt->model, INK_FACT_DOUBT_BELOW);
  double found;

  if (n == 0)
    {
      g_test_message ("%s: not there", name);
      return;
    }
  g_assert_nonnull (fact);
  found = area (doubt->digits, doubt->n_digits, scores, n);
  g_test_message ("%s: %u pictures, area %.4f, %.1f %% doubted", name, n, found,
                  100.0 * rank (scores, n, g_ascii_strtod (fact, NULL), FALSE)
                      / n);
  g_assert_cmpfloat (found, >=, 0.97);
  doubt->sum += found;
  doubt->n++;
}

static void
test_doubt (void)
{
  g_autoptr (InkModel) model = digits_new ();
  g_autoptr (InkImageSet) test = load_test_split ("mnist");
  g_autoptr (InkDrawingSet) set = load_unipen ();
  g_autofree double *digits = NULL;
  InkRng rng = ink_rng (7, INK_STREAM_TEST, 0, 0);
  Pictures pictures = pictures_new ();
  Doubt doubt = { .model = model };

  if (test == NULL)
    {
      g_test_skip ("MNIST is not installed (inkling-cli data get mnist)");
      g_byte_array_unref (pictures.pixels);
      return;
    }
  doubt.n_digits = ink_image_set_count (test);
  for (guint i = 0; i < doubt.n_digits; i++)
    pictures_add (&pictures, ink_image_set_pixels (test) + (gsize) i * PIXELS);
  doubt.digits = digits = scores_of (model, &pictures);
  add_kind (&doubt, "Fashion-MNIST", clothes ());
  add_kind (&doubt, "letters", letters (&rng));
  add_kind (&doubt, "scribbles", scribbles (&rng));
  add_kind (&doubt, "crossed out", crossed_out (set, &rng));
  add_kind (&doubt, "two at once", two_at_once (set));
  g_test_message ("mean area of %u kinds: %.4f", doubt.n, doubt.sum / doubt.n);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/digits/mnist", test_mnist);
  g_test_add_func ("/store/digits/strangers", test_strangers);
  g_test_add_func ("/store/digits/moved", test_moved);
  g_test_add_func ("/store/digits/letters", test_letters);
  g_test_add_func ("/store/digits/doubt", test_doubt);
  return g_test_run ();
}
