/* LeNet-5 against PyTorch: the golden figures of tests/golden/lenet5.json, made
 * by make-lenet5.py beside it from the same weights and images. */
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "core/model/lenet5-single.h"
#include "core/model/lenet5.h"

#define BATCH 20
#define STEPS 10

static guint32
lcg_next (guint32 *state)
{
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

static JsonParser *
golden_new (void)
{
  g_autofree char *path
      = g_test_build_filename (G_TEST_DIST, "golden", "lenet5.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&parser);
}

static JsonObject *
golden_root (JsonParser *parser)
{
  return json_node_get_object (json_parser_get_root (parser));
}

static float *
weights_new (const InkNetwork *network)
{
  float *w = ink_floats_new (ink_network_n_parameters (network));
  guint32 state = 1;

  for (guint i = 0; i < ink_network_n_layers (network); i++)
    {
      const InkNetworkLayer *layer = ink_network_layer (network, i);
      gsize n = layer->n_weights + layer->n_biases;
      double bound = n == 0 ? 0 : 1 / sqrt (layer->fan_in);

      for (gsize j = 0; j < n; j++)
        w[ink_network_offset (network, i) + j]
            = (float) (bound * (lcg_next (&state) / 8388608.0 - 1));
    }
  return w;
}

static guint8 *
images_new (guint n)
{
  guint8 *images = g_malloc ((gsize) n * INK_LENET5_PIXELS);
  guint32 state = 2;

  for (gsize i = 0; i < (gsize) n * INK_LENET5_PIXELS; i++)
    images[i] = (guint8) (lcg_next (&state) >> 16);
  return images;
}

static void
labels_of (guint first, guint8 *labels)
{
  for (guint i = 0; i < BATCH; i++)
    labels[i] = (guint8) ((3 * (first + i) + (first + i) / 7) % 10);
}

static void
pack_batch (const guint8 *images, const InkKernels *kernels,
            InkWorkspace *workspace)
{
  for (guint first = 0; first < BATCH; first += INK_LANES)
    {
      const guint8 *lanes[INK_LANES];
      guint n = MIN (INK_LANES, BATCH - first);

      for (guint i = 0; i < n; i++)
        lanes[i] = images + (gsize) (first + i) * INK_LENET5_PIXELS;
      ink_lenet5_pack (kernels, lanes, n,
                       ink_workspace_input (workspace, first / INK_LANES));
    }
}

/* One tensor's sum, norm and every 97th value. */
static void
compare_tensor (JsonObject *golden, const float *values, gsize n,
                double tolerance)
{
  JsonArray *samples = json_object_get_array_member (golden, "values");
  double sum = 0, squares = 0, norm;

  for (gsize i = 0; i < n; i++)
    {
      sum += values[i];
      squares += (double) values[i] * values[i];
    }
  norm = json_object_get_double_member (golden, "norm");
  g_assert_cmpfloat_with_epsilon (sqrt (squares), norm, tolerance * norm);
  g_assert_cmpfloat_with_epsilon (
      sum, json_object_get_double_member (golden, "sum"),
      tolerance * norm * sqrt ((double) n));
  g_assert_cmpuint (json_array_get_length (samples), ==, (n + 96) / 97);
  for (gsize i = 0; i < n; i += 97)
    g_assert_cmpfloat_with_epsilon (
        values[i], json_array_get_double_element (samples, (guint) (i / 97)),
        tolerance * norm);
}

static void
compare_parameters (const InkNetwork *network, JsonObject *golden,
                    const float *values, double tolerance)
{
  for (guint i = 0; i < ink_network_n_layers (network); i++)
    {
      const InkNetworkLayer *layer = ink_network_layer (network, i);
      const float *at = values + ink_network_offset (network, i);
      g_autofree char *weight = g_strconcat (layer->name, ".weight", NULL);
      g_autofree char *bias = g_strconcat (layer->name, ".bias", NULL);

      if (layer->n_weights == 0)
        continue;
      compare_tensor (json_object_get_object_member (golden, weight), at,
                      layer->n_weights, tolerance);
      compare_tensor (json_object_get_object_member (golden, bias),
                      at + layer->n_weights, layer->n_biases, tolerance);
    }
}

static void
compare_logits (JsonObject *golden, const float *logits, double tolerance)
{
  JsonArray *rows = json_object_get_array_member (golden, "logits");

  for (guint i = 0; i < BATCH; i++)
    for (guint c = 0; c < 10; c++)
      g_assert_cmpfloat_with_epsilon (
          logits[((i / INK_LANES) * 10 + c) * INK_LANES + i % INK_LANES],
          json_array_get_double_element (
              json_array_get_array_element (rows, i), c),
          tolerance);
}

static void
test_parameters (void)
{
  g_autoptr (InkNetwork) network = ink_lenet5_network_new (10);

  g_assert_cmpuint (ink_network_n_parameters (network), ==, 44426);
  g_assert_cmpuint (ink_network_n_inputs (network), ==, 784);
  g_assert_cmpuint (ink_network_n_outputs (network), ==, 10);
}

static void
test_golden (gconstpointer data)
{
  const InkKernels *kernels = data;
  g_autoptr (JsonParser) parser = golden_new ();
  JsonObject *golden = golden_root (parser);
  g_autoptr (InkNetwork) network = ink_lenet5_network_new (10);
  gsize n = ink_network_n_parameters (network);
  g_autoptr (InkWorkspace) workspace
      = ink_workspace_new (network, kernels, 2, TRUE);
  float *packed = ink_floats_new (ink_network_packed_size (network, kernels));
  gboolean exact = kernels->precision == INK_PRECISION_FP32;
  g_autofree guint8 *images = images_new (BATCH * STEPS);
  float *w = weights_new (network), *v = ink_floats_new (n);
  float *g = ink_floats_new (n);
  JsonArray *losses = json_object_get_array_member (golden, "losses");
  InkSgdStep sgd = { .scale = 1.0f / BATCH,
                     .rate = 0.01f,
                     .momentum = 0.9f,
                     .weight_decay = 1e-4f };

  for (guint step = 0; step < STEPS; step++)
    {
      guint8 labels[BATCH];
      InkLossTarget target = { labels, BATCH, 0 };
      InkWeights weights = { w, packed };
      const float *logits;
      InkLossSum sum;

      pack_batch (images + (gsize) step * BATCH * INK_LENET5_PIXELS,
                  kernels, workspace);
      labels_of (step * BATCH, labels);
      ink_network_pack (network, kernels, w, packed);
      logits = ink_workspace_forward (workspace, &weights, 2);
      if (step == 0)
        compare_logits (golden, logits, exact ? 1e-5 : 1e-2);
      sum = ink_workspace_backward (workspace, &weights, 2, &target, g);
      g_assert_cmpfloat_with_epsilon (
          sum.loss / BATCH, json_array_get_double_element (losses, step),
          exact ? 1e-5 : 1e-3);
      if (step == 0)
        {
          g_autofree float *mean = g_new (float, n);

          for (gsize i = 0; i < n; i++)
            mean[i] = g[i] / BATCH;
          compare_parameters (
              network, json_object_get_object_member (golden, "gradients"),
              mean, exact ? 1e-5 : 0.15);
        }
      kernels->sgd_step (&sgd, n, (const float *const *) &g, 1, w, v);
    }
  compare_parameters (network,
                      json_object_get_object_member (golden, "weights"), w,
                      exact ? 1e-5 : 1e-3);
  g_aligned_free (packed);
  g_aligned_free (w);
  g_aligned_free (v);
  g_aligned_free (g);
}

static const char *const classes[]
    = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", NULL };

/* A model read at any number of images and threads says the same. */
static void
test_read (void)
{
  g_autoptr (InkNetwork) network = ink_lenet5_network_new (10);
  float *w = weights_new (network);
  g_autoptr (InkModel) model = ink_lenet5_model_new (w, classes);
  enum { N = 700 };
  g_autofree guint8 *images = images_new (N);
  g_autofree double *all = g_new (double, N * 10);
  double one[10];

  ink_model_predict_images (model, images, N, 3, all);
  for (guint i = 0; i < N; i += 37)
    {
      double sum = 0;

      ink_model_predict_images (model, images + (gsize) i * INK_LENET5_PIXELS,
                                1, 1, one);
      g_assert_cmpmem (one, sizeof one, all + i * 10, sizeof one);
      for (guint c = 0; c < 10; c++)
        sum += one[c];
      g_assert_cmpfloat_with_epsilon (sum, 1, 1e-12);
    }
  ink_model_predict_images (model, images, 0, 0, all);
  g_aligned_free (w);
}

/* The logits of the images in one block, by the way of many: [n_classes]
 * [16]. */
static const float *
read_block (InkWorkspace *workspace, const InkKernels *kernels, const float *w,
            const guint8 *images)
{
  const guint8 *lanes[INK_LANES];

  for (guint i = 0; i < INK_LANES; i++)
    lanes[i] = images + i * INK_LENET5_PIXELS;
  ink_lenet5_pack (kernels, lanes, INK_LANES,
                   ink_workspace_input (workspace, 0));
  return ink_workspace_forward (workspace, &(InkWeights){ w, NULL }, 1);
}

/* One image alone gives the same bits as one of many, with any number of
 * classes; and nothing behind the last logit is written. */
static void
test_single (gconstpointer data)
{
  static const guint n_classes[] = { 2, 10, 11, 16, 17, 256 };
  const InkKernels *kernels = data;
  g_autofree guint8 *images = images_new (INK_LANES);

  memset (images, 0, INK_LENET5_PIXELS); /* a blank one, and a full one */
  memset (images + INK_LENET5_PIXELS, 255, INK_LENET5_PIXELS);
  for (guint i = 0; i < G_N_ELEMENTS (n_classes); i++)
    {
      guint n = n_classes[i];
      g_autoptr (InkNetwork) network = ink_lenet5_network_new (n);
      g_autoptr (InkWorkspace) workspace
          = ink_workspace_new (network, kernels, 1, FALSE);
      float *w = weights_new (network);
      InkLenet5Single *single = ink_lenet5_single_new (network, kernels, w);
      const float *many = read_block (workspace, kernels, w, images);
      g_autofree float *logits = g_new (float, n);

      for (guint lane = 0; lane < INK_LANES; lane++)
        {
          ink_lenet5_single_read (single, kernels,
                                  images + lane * INK_LENET5_PIXELS, logits);
          for (guint c = 0; c < n; c++)
            g_assert_cmpmem (&logits[c], sizeof (float),
                             &many[c * INK_LANES + lane], sizeof (float));
        }
      ink_lenet5_single_free (single);
      g_aligned_free (w);
    }
}

/* Wherever the few end and the many begin, and in what is left over. */
static void
test_few (void)
{
  g_autoptr (InkNetwork) network = ink_lenet5_network_new (10);
  float *w = weights_new (network);
  g_autoptr (InkModel) model = ink_lenet5_model_new (w, classes);
  enum { N = 3 * INK_LANES + 1 };
  g_autofree guint8 *images = images_new (N);
  float one[N][10], found[N + 1][10];

  for (guint i = 0; i < N; i++)
    ink_lenet5_logits (model, images + i * INK_LENET5_PIXELS, 1, 1, one[i]);
  for (guint n = 0; n <= N; n++)
    {
      memset (found, 0x55, sizeof found);
      ink_lenet5_logits (model, images, n, 1, found[0]);
      g_assert_cmpmem (found, n * sizeof *found, one, n * sizeof *one);
      for (guint c = 0; c < 10; c++)
        g_assert_cmphex (((guint32 *) found[n])[c], ==, 0x55555555);
    }
  g_aligned_free (w);
}

/* A training that went astray: no number is made up for what is none. */
static void
test_not_finite (void)
{
  g_autoptr (InkNetwork) network = ink_lenet5_network_new (10);
  gsize n = ink_network_n_parameters (network);
  float *w = weights_new (network);
  g_autofree guint8 *image = images_new (1);
  g_autoptr (InkModel) model = NULL;
  float logits[10];

  for (guint i = 0; i < 84; i++)
    w[n - 10 - 84 + i] = INFINITY; /* fc3's, of the last class */
  model = ink_lenet5_model_new (w, classes);
  ink_lenet5_logits (model, image, 1, 1, logits);
  g_assert_true (isfinite (logits[0]));
  g_assert_false (isfinite (logits[9]));
  g_assert_null (ink_lenet5_single_new (network, ink_kernels_default (), w));
  g_aligned_free (w);
}

static void
assert_same_reading (const InkModel *a, const InkModel *b)
{
  g_autofree guint8 *image = images_new (1);
  double of_a[10], of_b[10];

  ink_model_predict_images (a, image, 1, 1, of_a);
  ink_model_predict_images (b, image, 1, 1, of_b);
  g_assert_cmpmem (of_a, sizeof of_a, of_b, sizeof of_b);
}

static void
test_state (void)
{
  g_autoptr (InkNetwork) network = ink_lenet5_network_new (10);
  float *w = weights_new (network);
  g_autoptr (InkModel) model = ink_lenet5_model_new (w, classes);
  g_autoptr (GError) error = NULL;
  g_autoptr (InkState) state = ink_model_to_state (model, &error);
  g_autoptr (InkModel) back = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (ink_state_n_tensors (state), ==, 10);
  g_assert_nonnull (ink_state_find (state, "conv1.weight"));
  back = ink_model_from_state (state, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (ink_lenet5_parameters (back), 44426 * 4, w, 44426 * 4);
  assert_same_reading (model, back);
  g_aligned_free (w);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/lenet5/parameters", test_parameters);
  for (int isa = 0; isa < INK_N_ISA; isa++)
    {
      const InkKernels *kernels = ink_kernels_for ((InkIsa) isa);
      g_autofree char *path = g_strdup_printf (
          "/core/lenet5/pytorch/%s", ink_isa_name ((InkIsa) isa));

      g_autofree char *single = g_strdup_printf (
          "/core/lenet5/single/%s", ink_isa_name ((InkIsa) isa));

      if (kernels == NULL)
        continue;
      g_test_add_data_func (path, kernels, test_golden);
      g_test_add_data_func (single, kernels, test_single);
    }
  g_test_add_data_func ("/core/lenet5/pytorch/bf16",
                        ink_kernels_default_for (INK_PRECISION_BF16),
                        test_golden);
  g_test_add_func ("/core/lenet5/read", test_read);
  g_test_add_func ("/core/lenet5/few", test_few);
  g_test_add_func ("/core/lenet5/not-finite", test_not_finite);
  g_test_add_func ("/core/lenet5/state", test_state);
  return g_test_run ();
}
