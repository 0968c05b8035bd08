#include "tests/report/made-report.h"

#include "core/base/rng.h"

#define LONG                                                                   \
  "0123456789012345678901234567890123456789012345678901234567890123456789"

const char *const made_names[]
    = { "<script>alert(1)</script>", "\"quoted\" & 'so' \x01\x7f",
        "\xe2\x80\xae\xd8\xb3\xd9\x84\xd8\xa7\xd9\x85", LONG LONG LONG,
        "]]>\xef\xbf\xbf\xc2\x85", NULL };

#define N_CLASSES 5

static void
no_free (gpointer payload)
{
}

static gboolean
save (gconstpointer payload, InkState *state, GError **error)
{
  const gsize shape[] = { 2 };
  const float numbers[] = { 1, 2 };

  return ink_state_add (state, "numbers", INK_DTYPE_F32, 1, shape,
                        g_bytes_new (numbers, sizeof numbers), error);
}

static void
predict (gconstpointer payload, gconstpointer inputs, gsize n, guint n_threads,
         double *probabilities)
{
}

static const InkModelClass made_class = {
  .name = "made",
  .title = "Made <Model>",
  .input = INK_INPUT_IMAGE,
  .free = no_free,
  .save = save,
  .predict = predict,
};

static InkEvaluation *
make_evaluation (const guint8 *labels)
{
  InkRng rng = ink_rng (2, INK_STREAM_TEST, 1, 1);
  g_autofree double *p = g_new (double, MADE_N * N_CLASSES);
  g_autofree guint32 *wide = g_new (guint32, MADE_N);
  g_autoptr (GError) error = NULL;
  InkEvaluation *evaluation;

  for (guint i = 0; i < MADE_N; i++)
    {
      double sum = 0;

      wide[i] = labels[i];
      for (guint c = 0; c < N_CLASSES; c++)
        sum += p[i * N_CLASSES + c]
            = ink_rng_uniform (&rng) + (c == labels[i] ? 0.5 : 0.01);
      for (guint c = 0; c < N_CLASSES; c++)
        p[i * N_CLASSES + c] /= sum;
    }
  evaluation = ink_evaluation_new (p, wide, MADE_N, made_names, &error);
  g_assert_no_error (error);
  return evaluation;
}

static InkImageSet *
make_images (const guint8 *labels)
{
  g_autoptr (GError) error = NULL;
  InkImageSet *images = ink_image_set_new (
      "made <images>", MADE_N, 28, 28,
      g_bytes_new_take (g_malloc0 (MADE_N * 784), MADE_N * 784),
      g_bytes_new (labels, MADE_N), g_strdupv ((GStrv) made_names), &error);

  g_assert_no_error (error);
  return images;
}

static InkTextSet *
make_texts (const guint8 *labels)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint32 *wide = g_new (guint32, MADE_N);
  g_autoptr (GError) error = NULL;
  InkTextSet *set;

  for (guint i = 0; i < MADE_N; i++)
    {
      wide[i] = labels[i];
      g_ptr_array_add (texts, g_strdup_printf (
                                  "<img src=x onerror='x()'/> & text %u "
                                  "\xe2\x80\xae %s]]>\x02\n" LONG LONG LONG
                                  LONG LONG LONG LONG,
                                  i, made_names[labels[i]]));
    }
  set = ink_text_set_new ("made & texts", texts,
                          g_bytes_new (wide, MADE_N * sizeof *wide),
                          g_strdupv ((GStrv) made_names), &error);
  g_assert_no_error (error);
  return set;
}

MadeReport *
made_report_new (gboolean images)
{
  MadeReport *made = g_new0 (MadeReport, 1);
  guint8 labels[MADE_N];

  for (guint i = 0; i < MADE_N; i++)
    labels[i] = (guint8) (i % (N_CLASSES - 1)); /* the last one is not there */
  made->model = ink_model_new (&made_class, NULL, made_names);
  ink_model_set_fact (made->model, "recipe", "a <b>bold</b> & \x03 recipe");
  made->evaluation = make_evaluation (labels);
  made->images = images ? make_images (labels) : NULL;
  made->texts = images ? NULL : make_texts (labels);
  made->subject = (InkReportSubject) {
    .evaluation = made->evaluation,
    .images = made->images,
    .texts = made->texts,
    .model = made->model,
    .model_name = "model \"<&>\"",
    .data = "made\x01 data",
    .split = "test",
    .command = "inkling-cli report '<b>' --data 'a & b'",
    .bootstrap = { .n_resamples = 100, .seed = 1, .level = 0.9 },
    .n_threads = 1,
  };
  return made;
}

void
made_report_free (MadeReport *made)
{
  g_clear_pointer (&made->images, ink_image_set_unref);
  g_clear_pointer (&made->texts, ink_text_set_unref);
  ink_evaluation_unref (made->evaluation);
  ink_model_unref (made->model);
  g_free (made);
}
