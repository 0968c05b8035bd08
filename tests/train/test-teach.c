/* Teaching, on a made-up world: digits are bars whose row tells the class, and
 * a person draws one of them in a way of her own. */
#include "core/train/teach.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/data/rasterize.h"
#include "core/model/lenet5.h"
#include "core/train/teach-data.h"
#include "core/train/trainer.h"
#include "tests/data/temp-folder.h"
#include "tests/support/slow-build.h"

#define N_TRAIN 800
#define N_TEST 200
#define N_OWN 12

static InkImageSet *train_set, *test_set;
static InkModel *base;

static InkImageSet *
bars_new (guint n, guint64 seed)
{
  guint8 *pixels = g_malloc0 (n * INK_DIGIT_PIXELS), *labels = g_malloc (n);
  InkRng rng = ink_rng (5, INK_STREAM_TEST, seed, 0);

  for (guint i = 0; i < n; i++)
    {
      guint8 *image = pixels + i * INK_DIGIT_PIXELS;

      labels[i] = (guint8) (i % 10);
      for (guint p = 0; p < INK_DIGIT_PIXELS; p++)
        image[p] = (guint8) ink_rng_below (&rng, 40);
      for (guint x = 4; x < 24; x++)
        image[(4 + 2 * labels[i]) * INK_DIGIT_SIZE + x] = 250;
    }
  return ink_image_set_new ("bars", n, INK_DIGIT_SIZE, INK_DIGIT_SIZE,
                            g_bytes_new_take (pixels, n * INK_DIGIT_PIXELS),
                            g_bytes_new_take (labels, n),
                            g_strsplit ("0 1 2 3 4 5 6 7 8 9", " ", -1), NULL);
}

static void
make_world (void)
{
  const InkRecipe recipe = { .name = "test",
                             .epochs = IS_THREAD_BUILD ? 1 : IS_SLOW_BUILD ? 5 : 10,
                             .batch_size = 25,
                             .learning_rate = 0.02,
                             .momentum = 0.9,
                             .schedule = INK_SCHEDULE_ONE_CYCLE,
                             .seed = 3 };
  g_autoptr (InkTrainer) trainer = NULL;

  train_set = bars_new (N_TRAIN, 1);
  test_set = bars_new (N_TEST, 2);
  trainer = ink_trainer_new (train_set, &recipe, 1, NULL);
  base = ink_trainer_run (trainer, NULL, NULL, NULL);
  g_assert_nonnull (base);
  ink_model_set_fact (base, "title", "Bars");
  ink_model_set_fact (base, "data", "bars");
  ink_model_set_fact (base, "train_loss", "0.5");
}

/* Where it does not matter what is learned. */
static const InkTeachRecipe brief = { .steps = 8,
                                      .max_steps = 8,
                                      .taught = 16,
                                      .replayed = 32,
                                      .rate = 0.01,
                                      .momentum = 0.9,
                                      .keep = 0.2,
                                      .n_folds = 5 };

/* A person's 7: a circle, each a little different. */
typedef struct
{
  InkTeachDigit digits[N_OWN];
  guint8 pixels[N_OWN][INK_DIGIT_PIXELS];
} Own;

static Own *
own_new (gboolean pictures)
{
  const InkRasterOptions options = INK_RASTER_OPTIONS_DEFAULT;
  Own *own = g_new0 (Own, 1);

  for (guint i = 0; i < N_OWN; i++)
    {
      InkDrawing *drawing = ink_drawing_new ();

      ink_drawing_begin_stroke (drawing);
      for (guint k = 0; k <= 20; k++)
        ink_drawing_add_point (drawing, (10 + i % 3) * cos (k * 0.31),
                               (12 + i % 4) * sin (k * 0.31), 0.5f);
      ink_rasterize_drawing (drawing, &options, own->pixels[i], NULL);
      own->digits[i] = (InkTeachDigit){ drawing, own->pixels[i], 7 };
      if (pictures)
        {
          ink_drawing_free (drawing);
          own->digits[i].drawing = NULL;
        }
    }
  return own;
}

static void
own_free (Own *own)
{
  for (guint i = 0; i < N_OWN; i++)
    ink_drawing_free ((InkDrawing *) own->digits[i].drawing);
  g_free (own);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Own, own_free)

/* As the default, in less time, of which there is little under a sanitizer. */
static const InkTeachRecipe quick = { .steps = 40,
                                      .max_steps = 40,
                                      .taught = 16,
                                      .replayed = 32,
                                      .rate = 0.01,
                                      .momentum = 0.9,
                                      .keep = 0.2,
                                      .n_folds = 5 };

static InkTeachTask
task_for (const Own *own, guint n)
{
  return (InkTeachTask){ .base = base,
                         .digits = own->digits,
                         .n_digits = n,
                         .replay = train_set,
                         .test = test_set,
                         .recipe = &quick,
                         .seed = 1,
                         .n_threads = 2 };
}

static InkTeachTask
brief_task_for (const Own *own, guint n)
{
  InkTeachTask task = task_for (own, n);

  task.recipe = &brief;
  return task;
}

static InkTeachResult *
teach (const InkTeachTask *task)
{
  g_autoptr (GError) error = NULL;
  InkTeachResult *result = ink_teach (task, NULL, NULL, &error);

  g_assert_no_error (error);
  return result;
}

/* What nobody had shown the model is learned, by the models that left it out as
 * well; and nothing is forgotten. */
static void
check_learns (gboolean pictures)
{
  g_autoptr (Own) own = own_new (pictures);
  InkTeachTask task = task_for (own, N_OWN);
  InkTeachRecipe recipe = ink_teach_recipe_default;
  g_autoptr (InkTeachResult) result = NULL;

  recipe.n_folds = 2; /* for the time */
  recipe.steps = recipe.max_steps = 80;
  if (!pictures)
    task.recipe = &recipe;
  result = teach (&task);
  g_assert_cmpuint (result->left_out.n, ==, N_OWN);
  g_assert_cmpuint (result->left_out.before, <=, 2);
  g_assert_cmpuint (result->left_out.after, >=, N_OWN - 1);
  g_assert_cmpuint (result->own.after, >=, N_OWN - 1);
  g_assert_cmpuint (result->test.n, ==, N_TEST);
  g_assert_cmpuint (result->test.before, >=, N_TEST * 98 / 100);
  g_assert_cmpuint (result->test.after + 1, >=, result->test.before);
  g_assert_cmpuint (result->steps, >=, 40);
  for (guint i = 0; i < N_OWN; i++)
    g_assert_cmpuint (result->read_after[i], <, 10);
}

static void
test_learns (void)
{
  check_learns (FALSE);
}

static void
test_pictures (void)
{
  check_learns (TRUE);
}

/* Without the replay the same drawings ruin the model, so that it is the replay
 * that the test above is about. */
static void
test_replay_matters (void)
{
  g_autoptr (Own) own = own_new (FALSE);
  InkTeachTask task = task_for (own, N_OWN);
  InkTeachRecipe recipe = quick;
  g_autoptr (InkTeachResult) result = NULL;

  recipe.replayed = 0;
  recipe.keep = 0;
  task.recipe = &recipe;
  result = teach (&task);
  g_assert_cmpuint (result->test.after, <, result->test.before - 20);
}

/* A drawing with a class of its own cannot be known by who left it out. */
static void
test_left_out (void)
{
  g_autoptr (Own) own = own_new (FALSE);
  InkTeachTask task = task_for (own, 2);
  InkTeachRecipe recipe = quick;
  g_autoptr (InkTeachResult) result = NULL;

  recipe.steps = recipe.max_steps = 100;
  recipe.rate = 0.02;
  recipe.keep = 0;
  task.recipe = &recipe;
  memset (own->pixels[1], 0, INK_DIGIT_PIXELS);
  for (guint y = 4; y < 24; y++)
    memset (own->pixels[1] + y * INK_DIGIT_SIZE + 12, 255, 4);
  ink_drawing_free ((InkDrawing *) own->digits[1].drawing);
  own->digits[1].drawing = NULL;
  own->digits[1].label = 2;
  result = teach (&task);
  g_assert_cmpuint (result->left_out.n, ==, 2);
  g_assert_cmpuint (result->own.after, ==, 2);
  g_assert_cmpuint (result->left_out.after, <, 2);
}

static const float *
parameters_of (const InkTeachResult *result)
{
  return ink_lenet5_parameters (result->model);
}

static void
test_same_bits (void)
{
  const gsize size = ink_network_n_parameters (ink_lenet5_network (base))
                     * sizeof (float);
  g_autoptr (Own) own = own_new (FALSE);
  InkTeachTask task = task_for (own, 7);
  g_autoptr (InkTeachResult) first = NULL;
  g_autoptr (InkTeachResult) second = NULL;
  g_autoptr (InkTeachResult) other = NULL;

  task.recipe = &brief;
  first = teach (&task);
  task.n_threads = 1;
  second = teach (&task);
  g_assert_cmpmem (parameters_of (first), size, parameters_of (second), size);
  g_assert_cmpmem (first->read_after, 7, second->read_after, 7);
  task.seed = 2;
  other = teach (&task);
  g_assert_cmpint (memcmp (parameters_of (first), parameters_of (other), size),
                   !=, 0);
}

static void
test_base_stays (void)
{
  const gsize size = ink_network_n_parameters (ink_lenet5_network (base))
                     * sizeof (float);
  g_autofree float *before = g_memdup2 (ink_lenet5_parameters (base), size);
  g_autoptr (Own) own = own_new (FALSE);
  InkTeachTask task = brief_task_for (own, 1);
  g_autoptr (InkTeachResult) result = teach (&task);

  g_assert_cmpmem (ink_lenet5_parameters (base), size, before, size);
  g_assert_cmpint (memcmp (parameters_of (result), before, size), !=, 0);
  g_assert_cmpuint (result->left_out.n, ==, 0); /* one cannot be left out */
  g_assert_cmpuint (result->own.n, ==, 1);
}

typedef struct
{
  double last;
  guint n;
  guint stop_after;
} Watch;

static gboolean
watch_cb (double fraction, gpointer user_data)
{
  Watch *watch = user_data;

  g_assert_cmpfloat (fraction, >=, watch->last);
  g_assert_cmpfloat (fraction, <=, 1);
  watch->last = fraction;
  return ++watch->n != watch->stop_after;
}

static void
test_progress (void)
{
  g_autoptr (Own) own = own_new (FALSE);
  InkTeachTask task = task_for (own, 5);
  g_autoptr (GError) error = NULL;
  g_autoptr (InkTeachResult) result = NULL;
  Watch watch = { 0 };

  task.recipe = &brief;
  result = ink_teach (&task, watch_cb, &watch, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (watch.last, ==, 1);
  g_assert_cmpuint (watch.n, ==, 6 * result->steps + 2);
}

static void
test_cancel (void)
{
  static const guint after[] = { 1, 2, 30 };
  g_autoptr (Own) own = own_new (FALSE);
  InkTeachTask task = task_for (own, 5);

  task.recipe = &brief;
  for (guint i = 0; i < G_N_ELEMENTS (after); i++)
    {
      g_autoptr (GError) error = NULL;
      Watch watch = { .stop_after = after[i] };

      g_assert_null (ink_teach (&task, watch_cb, &watch, &error));
      g_assert_error (error, INK_ERROR, INK_ERROR_CANCELLED);
      g_assert_cmpuint (watch.n, ==, after[i]);
    }
}

static void
test_diverges (void)
{
  g_autoptr (Own) own = own_new (FALSE);
  InkTeachTask task = task_for (own, 3);
  InkTeachRecipe recipe = quick;
  g_autoptr (GError) error = NULL;

  recipe.rate = 1e30;
  task.recipe = &recipe;
  g_assert_null (ink_teach (&task, NULL, NULL, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_DIVERGED);
}

static InkImageSet *
other_set (guint side, const char *names)
{
  guint n = 10;

  return ink_image_set_new (
      "other", n, side, side, g_bytes_new_take (g_malloc0 (n * side * side),
                                                n * side * side),
      g_bytes_new_take (g_malloc0 (n), n), g_strsplit (names, " ", -1), NULL);
}

static void
test_mismatch (void)
{
  g_autoptr (Own) own = own_new (FALSE);
  g_autoptr (InkImageSet) small = other_set (20, "0 1 2 3 4 5 6 7 8 9");
  g_autoptr (InkImageSet) clothes = other_set (28, "a b c d e f g h i j");
  g_autoptr (GError) error = NULL;
  g_autoptr (InkModel) two = NULL;
  g_autofree float *weights = g_new0 (float, 50000);
  InkTeachTask task = task_for (own, 0);

  g_assert_null (ink_teach (&task, NULL, NULL, &error));
  assert_says (error, INK_ERROR_ARGUMENT, "there is no drawing");
  g_clear_error (&error);
  task = task_for (own, 2);
  task.replay = small;
  g_assert_null (ink_teach (&task, NULL, NULL, &error));
  assert_says (error, INK_ERROR_MISMATCH, "20x20");
  g_clear_error (&error);
  task = task_for (own, 2);
  task.test = clothes;
  g_assert_null (ink_teach (&task, NULL, NULL, &error));
  assert_says (error, INK_ERROR_MISMATCH, "classes of the model");
  g_clear_error (&error);
  task = task_for (own, 2);
  own->digits[1].label = 10;
  g_assert_null (ink_teach (&task, NULL, NULL, &error));
  assert_says (error, INK_ERROR_MISMATCH, "drawing 1");
  g_clear_error (&error);
  two = ink_lenet5_model_new (weights, (const char *[]){ "0", "1", NULL });
  task.base = two;
  g_assert_null (ink_teach (&task, NULL, NULL, &error));
  assert_says (error, INK_ERROR_MISMATCH, "reads the digits 0 to 9");
}

/* The first variation is the drawing itself; the others are others, and the
 * same each time. */
static void
test_variations (void)
{
  g_autoptr (Own) own = own_new (FALSE);

  for (guint kind = 0; kind < 2; kind++)
    {
      InkTeachDigit digit = own->digits[0];
      guint8 a[INK_DIGIT_PIXELS], b[INK_DIGIT_PIXELS];

      if (kind == 1)
        digit.drawing = NULL;
      ink_teach_vary (&digit, 4, 9, 0, a);
      g_assert_cmpmem (a, sizeof a, digit.pixels, sizeof a);
      ink_teach_vary (&digit, 4, 9, 1, a);
      g_assert_cmpint (memcmp (a, digit.pixels, sizeof a), !=, 0);
      ink_teach_vary (&digit, 4, 9, 1, b);
      g_assert_cmpmem (a, sizeof a, b, sizeof b);
      ink_teach_vary (&digit, 4, 9, 2, b);
      g_assert_cmpint (memcmp (a, b, sizeof a), !=, 0);
    }
}

static void
assert_fact (const InkModel *model, const char *key, const char *value)
{
  g_assert_cmpstr (ink_model_fact (model, key), ==, value);
}

static void
test_facts (void)
{
  g_autoptr (Own) own = own_new (FALSE);
  InkTeachTask task = brief_task_for (own, 3);
  g_autoptr (InkTeachResult) result = teach (&task);
  g_autofree char *base_hash = ink_teach_model_hash (base);
  g_autofree char *own_hash = ink_teach_model_hash (result->model);
  InkTeachData data = { .digits = own->digits, .n_digits = 3,
                        .hash = (char *) "abc" };

  g_assert_cmpuint (ink_teach_n_taught (base), ==, 0);
  ink_teach_set_facts (result, &data, base, "Bars, taught 2 drawings", 11);
  g_assert_cmpuint (ink_teach_n_taught (result->model), ==, 3);
  assert_fact (result->model, "title", "Bars, taught 3 drawings");
  assert_fact (result->model, "base", "Bars, taught 2 drawings");
  assert_fact (result->model, "base_hash", base_hash);
  assert_fact (result->model, "taught_hash", "abc");
  assert_fact (result->model, "taught_seed", "11");
  assert_fact (result->model, "data", "bars");
  assert_fact (result->model, "train_loss", NULL);
  g_assert_nonnull (ink_model_fact (result->model, "taught_test_after"));
  g_assert_cmpstr (base_hash, !=, own_hash);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  make_world ();
  if (!IS_THREAD_BUILD)
    {
      if (!IS_SLOW_BUILD) /* the same code as with pictures, for longer */
        g_test_add_func ("/core/teach/learns", test_learns);
      g_test_add_func ("/core/teach/pictures", test_pictures);
      g_test_add_func ("/core/teach/replay-matters", test_replay_matters);
      g_test_add_func ("/core/teach/left-out", test_left_out);
    }
  g_test_add_func ("/core/teach/same-bits", test_same_bits);
  g_test_add_func ("/core/teach/base-stays", test_base_stays);
  g_test_add_func ("/core/teach/progress", test_progress);
  g_test_add_func ("/core/teach/cancel", test_cancel);
  g_test_add_func ("/core/teach/diverges", test_diverges);
  g_test_add_func ("/core/teach/mismatch", test_mismatch);
  g_test_add_func ("/core/teach/variations", test_variations);
  g_test_add_func ("/core/teach/facts", test_facts);
  status = g_test_run ();
  ink_model_unref (base);
  ink_image_set_unref (train_set);
  ink_image_set_unref (test_set);
  return status;
}
