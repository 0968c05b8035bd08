/* How well digits side by side are told apart, and the weights that do it.
 *
 *   bench-number report MODEL UNIPEN [IMAGES]  figures, on what was left out
 *   bench-number tune MODEL UNIPEN [IMAGES]    tables for number-weights.c
 *
 * MODEL: a model file; UNIPEN: unipen-1a-digits.txt.gz, or - for none; IMAGES:
 * a data set of digits, `mnist`. Numbers of 2 to 6 digits are made of single
 * ones: from strokes of some sources for the figures and of others for
 * tuning; of images of the test set, and of the training set. As many single
 * digits go with them. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/data/dataset.h"
#include "core/model/number-lattice.h"
#include "core/model/number.h"
#include "core/store/checkpoint.h"
#include "tests/bench/number-tuning.h"
#include "tests/support/made-numbers.h"

#define N_TUNE 3000
#define N_TUNE_PICTURES 1000
#define N_REPORT 1000
#define N_REPORT_PICTURES 300
#define N_SINGLE_PICTURES 2000
/* Of single digits in tuning, against numbers. */
#define SINGLE_WEIGHT 1.0
#define PENALTY 1e-4
#define STEPS 400

/* Of UNIPEN's sources that the shipped model was not trained on. */
static const char *const tuned_sources[] = { "apa", "uqb", NULL };
static const char *const reported_sources[]
    = { "aga", "art", "imp", "pri", NULL };

static const struct
{
  const char *name;
  MadeOptions options;
} styles[] = {
  { "gap -10 to 0 %", { -0.10, 0, 0.3, 0.08, 0.08, FALSE } },
  { "gap 0 to 10 %", { 0, 0.10, 0.3, 0.08, 0.08, FALSE } },
  { "gap 10 to 30 %", { 0.10, 0.30, 0.3, 0.08, 0.08, FALSE } },
  { "gap 30 to 60 %", { 0.30, 0.60, 0.3, 0.08, 0.08, FALSE } },
  { "joined, 10 to 40 %", { 0.10, 0.40, 0.2, 0.05, 0.08, TRUE } },
};

#define N_STYLES G_N_ELEMENTS (styles)

/* For tuning, gaps are as likely as they are wide. */
static const guint tuned_styles[] = { 0, 1, 2, 2, 3, 3, 3, 4 };

typedef struct
{
  InkModel *model;
  GPtrArray *digits;  /* UnipenDigit, of the sources wanted */
  InkImageSet *images; /* or NULL */
} Bench;

/* --- Making numbers --- */

/* Digits near each other in the file are by one writer. */
static MadeNumber *
write_number (const Bench *bench, guint style, guint n, InkRng *rng)
{
  guint indices[MADE_MAX_DIGITS];
  guint64 at = ink_rng_below (rng, bench->digits->len);
  const UnipenDigit *first = g_ptr_array_index (bench->digits, at);

  for (guint i = 0; i < n; i++)
    {
      const UnipenDigit *other;
      guint64 near = at + ink_rng_below (rng, 30);

      indices[i] = (guint) MIN (near, bench->digits->len - 1);
      other = g_ptr_array_index (bench->digits, indices[i]);
      if (strcmp (other->source, first->source) != 0)
        indices[i] = (guint) at;
    }
  return made_number_write (bench->digits, indices, n, &styles[style].options,
                            rng);
}

static MadeNumber *
lay_out_number (const Bench *bench, guint style, guint n, InkRng *rng)
{
  const guint8 *images[MADE_MAX_DIGITS];
  char labels[MADE_MAX_DIGITS];

  for (guint i = 0; i < n; i++)
    {
      gsize at = ink_rng_below (rng, ink_image_set_count (bench->images));

      images[i] = ink_image_set_pixels (bench->images) + at * INK_DIGIT_PIXELS;
      labels[i] = (char) ('0' + ink_image_set_labels (bench->images)[at]);
    }
  return made_number_lay_out (images, labels, n, &styles[style].options, rng);
}

static MadeNumber *
make_number (const Bench *bench, gboolean picture, guint style, guint n,
             InkRng *rng)
{
  return picture ? lay_out_number (bench, style, n, rng)
                 : write_number (bench, style, n, rng);
}

/* --- Tuning --- */

typedef struct
{
  GArray *examples;  /* TuningExample */
  GPtrArray *keep;   /* lattices */
  guint unusable;    /* their cuts are not among those looked for */
} Tuning;

/* Of each part the digit it is of. FALSE where one is of two. */
static gboolean
find_owners (const MadeNumber *number, const InkDrawingParts *drawing,
             const InkParts *parts, int *owners)
{
  for (guint i = 0; i < parts->n; i++)
    {
      g_autoptr (InkDrawing) part
          = drawing != NULL ? ink_drawing_parts_join (drawing, i, i) : NULL;

      owners[i] = part != NULL
                      ? made_number_owner (number, part)
                      : made_number_owner_of_box (number, &parts->parts[i].box);
      if (owners[i] < 0 || (i > 0 && owners[i] < owners[i - 1]))
        return FALSE;
    }
  return TRUE;
}

/* NULL where the right way is not in the lattice. */
static gboolean *
find_right (const InkNumberLattice *lattice, const int *owners)
{
  g_autofree gboolean *right = g_new0 (gboolean, lattice->n);
  guint n = lattice->parts.n, covered = 0;

  for (guint i = 0; i < lattice->n; i++)
    {
      const InkNumberCandidate *c = &lattice->candidates[i];

      right[i] = owners[c->first] == owners[c->last]
                 && (c->first == 0 || owners[c->first - 1] != owners[c->first])
                 && (c->last + 1 == n
                     || owners[c->last + 1] != owners[c->last]);
      covered += right[i] ? c->last - c->first + 1 : 0;
    }
  return covered == n ? g_steal_pointer (&right) : NULL;
}

static void
add_example (Tuning *tuning, const MadeNumber *number,
             const InkDrawingParts *drawing, InkNumberLattice *lattice,
             double weight)
{
  int owners[INK_PARTS_MAX];
  TuningExample example = { ink_number_lattice_graph (lattice), NULL, weight };

  if (find_owners (number, drawing, &lattice->parts, owners))
    example.right = find_right (lattice, owners);
  if (example.right == NULL)
    {
      tuning->unusable++;
      ink_number_lattice_free (lattice);
      return;
    }
  g_array_append_val (tuning->examples, example);
  g_ptr_array_add (tuning->keep, lattice);
}

static void
add_number (Tuning *tuning, const Bench *bench, const MadeNumber *number,
            double weight)
{
  if (number->drawing != NULL)
    {
      g_autoptr (InkDrawingParts) parts
          = ink_drawing_parts_new (number->drawing);

      add_example (tuning, number, parts,
                   ink_number_lattice_of_drawing (bench->model, parts),
                   weight);
    }
  else
    {
      g_autoptr (InkPictureParts) parts = ink_picture_parts_new (
          number->picture, number->height, number->width);

      if (parts != NULL)
        add_example (tuning, number, NULL,
                     ink_number_lattice_of_picture (bench->model, parts),
                     weight);
    }
}

static const char *const feature_names[] = {
  "LOG_P", "DOUBT", "WIDE", "VERY_WIDE", "LOW", "VERY_LOW", "INNER_GAP",
  "INNER_DISTANCE", "STROKES", "PARTS", "CUT", "GAP", "OVERLAP", "COVERED",
  "NEAR", "CROSSED", "THROUGH", "FOLD"
};

static void
print_table (gboolean picture, const double *weights)
{
  printf ("const double ink_number_%s_weights[INK_NUMBER_N_FEATURES] = {\n",
          picture ? "picture" : "drawing");
  for (guint i = 0; i < INK_NUMBER_N_FEATURES; i++)
    printf ("  [INK_NUMBER_%s] = %.2f,\n", feature_names[i], weights[i]);
  printf ("};\n\n");
  fflush (stdout);
}

static void
tune (const Bench *bench, gboolean picture)
{
  Tuning tuning = { .examples = g_array_new (FALSE, FALSE,
                                             sizeof (TuningExample)),
                    .keep = g_ptr_array_new () };
  double weights[INK_NUMBER_N_FEATURES], likelihood;

  for (guint i = 0; i < 2 * (picture ? N_TUNE_PICTURES : N_TUNE); i++)
    {
      InkRng rng = ink_rng (1, INK_STREAM_TEST, picture, i);
      gboolean single = i % 2 == 0;
      guint style
          = tuned_styles[ink_rng_below (&rng, G_N_ELEMENTS (tuned_styles)
                                                  - (picture ? 1 : 0))];
      guint n = single ? 1 : 2 + (guint) ink_rng_below (&rng, 4);
      MadeNumber *number = make_number (bench, picture, style, n, &rng);

      add_number (&tuning, bench, number, single ? SINGLE_WEIGHT : 1);
      made_number_free (number);
    }
  likelihood = number_tune ((TuningExample *) tuning.examples->data,
                            tuning.examples->len, PENALTY, STEPS, weights);
  fprintf (stderr, "%u examples, %u unusable, log-probability %.5f\n",
           tuning.examples->len, tuning.unusable, likelihood);
  print_table (picture, weights);
}

/* --- Reporting --- */

static InkNumber *
read_number (const Bench *bench, const MadeNumber *number, gboolean single)
{
  if (number->drawing != NULL)
    return single ? ink_number_read_drawing_single (bench->model,
                                                    number->drawing)
                  : ink_number_read_drawing (bench->model, number->drawing);
  return single
             ? ink_number_read_picture_single (bench->model, number->picture,
                                               number->height, number->width)
             : ink_number_read_picture (bench->model, number->picture,
                                        number->height, number->width);
}

typedef struct
{
  guint n, counts, right, sure, sure_right;
  guint digits, digits_right; /* where the count is right */
  double seconds;
} Score;

static void
score_number (const Bench *bench, const MadeNumber *number, Score *score)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (InkNumber) read = read_number (bench, number, FALSE);
  gboolean right = read != NULL && strcmp (read->text, number->text) == 0;

  score->seconds += (double) (g_get_monotonic_time () - start) / 1e6;
  score->n++;
  if (read == NULL)
    return;
  score->counts += read->n == number->n;
  score->right += right;
  score->sure += read->confident;
  score->sure_right += read->confident && right;
  for (guint i = 0; i < number->n && read->n == number->n; i++)
    {
      score->digits++;
      score->digits_right += read->text[i] == number->text[i];
    }
}

static void
print_score (const char *what, const Score *score)
{
  printf ("  %-20s %5u  %6.2f  %6.2f  %6.2f  %6.2f %6.2f  %6.2f\n", what,
          score->n, 100.0 * score->counts / score->n,
          100.0 * score->right / score->n,
          100.0 * score->digits_right / MAX (score->digits, 1),
          100.0 * score->sure / score->n,
          100.0 * score->sure_right / MAX (score->sure, 1),
          1e3 * score->seconds / score->n);
}

/* Of single digits that are read rightly as such, those that stay one. */
static void
report_singles (const Bench *bench, gboolean picture)
{
  gsize n = picture ? MIN (ink_image_set_count (bench->images),
                           N_SINGLE_PICTURES)
                    : bench->digits->len;
  guint right = 0, kept = 0;
  double seconds = 0;

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (InkNumber) number = NULL;
      g_autoptr (InkNumber) single = NULL;
      MadeNumber made = { 0 };
      gint64 start;

      if (picture)
        {
          made.picture = (guint8 *) ink_image_set_pixels (bench->images)
                         + i * INK_DIGIT_PIXELS;
          made.height = made.width = INK_DIGIT_SIZE;
          made.text[0] = (char) ('0' + ink_image_set_labels (bench->images)[i]);
        }
      else
        {
          const UnipenDigit *digit = g_ptr_array_index (bench->digits, i);

          made.drawing = digit->drawing;
          made.text[0] = digit->label;
        }
      single = read_number (bench, &made, TRUE);
      if (single == NULL || strcmp (single->text, made.text) != 0)
        continue;
      start = g_get_monotonic_time ();
      number = read_number (bench, &made, FALSE);
      seconds += (double) (g_get_monotonic_time () - start) / 1e6;
      right++;
      kept += number != NULL && number->n == 1;
    }
  printf ("  single digits: %.2f %% of %u are right alone; %.2f %% of these "
          "stay one; %.2f ms each\n",
          100.0 * right / (double) n, (guint) n, 100.0 * kept / right,
          1e3 * seconds / right);
}

static void
report (const Bench *bench, gboolean picture)
{
  printf ("%s\n", picture ? "Pictures of the test set side by side"
                          : "Strokes of aga, art, imp and pri");
  printf ("  %-20s %5s  %6s  %6s  %6s  %6s %6s  %6s\n", "", "n", "count",
          "number", "digits", "sure", "right", "ms");
  for (guint style = 0; style < (picture ? 4 : N_STYLES); style++)
    {
      Score score = { 0 };

      for (guint i = 0; i < (picture ? N_REPORT_PICTURES : N_REPORT); i++)
        {
          InkRng rng = ink_rng (2, INK_STREAM_TEST, 2 * style + picture, i);
          guint n = styles[style].options.joined
                        ? 2
                        : 2 + (guint) ink_rng_below (&rng, 5);
          MadeNumber *number = make_number (bench, picture, style, n, &rng);

          score_number (bench, number, &score);
          made_number_free (number);
        }
      print_score (styles[style].name, &score);
    }
  report_singles (bench, picture);
  fflush (stdout);
}

/* --- The program --- */

static void
keep_sources (GPtrArray *digits, const char *const *sources)
{
  for (guint i = digits->len; i-- > 0;)
    {
      const UnipenDigit *digit = g_ptr_array_index (digits, i);

      if (!g_strv_contains (sources, digit->source))
        g_ptr_array_remove_index (digits, i);
    }
}

int
main (int argc, char **argv)
{
  gboolean tuning = argc > 1 && strcmp (argv[1], "tune") == 0;
  g_autoptr (GError) error = NULL;
  Bench bench = { 0 };

  if (argc < 4 || (!tuning && strcmp (argv[1], "report") != 0))
    {
      fprintf (stderr, "usage: bench-number tune|report MODEL UNIPEN "
                       "[IMAGES]\n");
      return 2;
    }
  bench.model = ink_checkpoint_load (argv[2], &error);
  if (bench.model != NULL)
    bench.digits = strcmp (argv[3], "-") == 0 ? g_ptr_array_new ()
                                              : unipen_digits_read (argv[3]);
  if (bench.digits != NULL && argc > 4)
    bench.images = ink_dataset_load_images (
        argv[4], tuning ? INK_SPLIT_TRAIN : INK_SPLIT_TEST, NULL, &error);
  if (bench.digits == NULL || error != NULL)
    {
      fprintf (stderr, "bench-number: %s\n",
               error != NULL ? error->message : "no digits");
      return 1;
    }
  keep_sources (bench.digits, tuning ? tuned_sources : reported_sources);
  for (guint picture = bench.digits->len == 0;
       picture < (bench.images != NULL ? 2 : 1);
       picture++)
    if (tuning)
      tune (&bench, picture);
    else
      report (&bench, picture);
  return 0;
}
