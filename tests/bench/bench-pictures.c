/* How well a model reads pictures: digits of a data set, or drawn ones of a
 * UNIPEN file, put into every simulated scene. One line of JSON a scene: share
 * read rightly, share found empty, milliseconds of
 * processor time a picture. With $KEEP, a folder, what was read wrongly is kept
 * there. Usage:
 * bench-pictures MODEL DATA|FILE.txt.gz train|test N [SCENE] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/base/file.h"
#include "core/data/dataset.h"
#include "core/data/image-set.h"
#include "core/data/rasterize.h"
#include "core/store/checkpoint.h"
#include "core/store/shipped-models.h"
#include "support/simulated-picture.h"

typedef struct
{
  InkImageSet *images;
  GPtrArray *drawings; /* else these */
  GByteArray *labels;  /* of drawings */
  guint n;
} Digits;

static void
parse_line (Digits *digits, const char *line, gboolean *down)
{
  InkDrawing *drawing = digits->drawings->len > 0
                            ? g_ptr_array_index (digits->drawings,
                                                 digits->drawings->len - 1)
                            : NULL;
  const char *label = strchr (line, '"');
  double x, y;

  if (g_str_has_prefix (line, ".SEGMENT") && label != NULL)
    {
      guint8 digit = (guint8) (label[1] - '0');

      g_ptr_array_add (digits->drawings, ink_drawing_new ());
      g_byte_array_append (digits->labels, &digit, 1);
      *down = FALSE;
    }
  else if (drawing != NULL && g_str_has_prefix (line, ".PEN_DOWN"))
    {
      ink_drawing_begin_stroke (drawing);
      *down = TRUE;
    }
  else if (drawing != NULL && g_str_has_prefix (line, ".PEN_UP"))
    *down = FALSE;
  else if (*down && sscanf (line, "%lf %lf", &x, &y) == 2)
    ink_drawing_add_point (drawing, x, -y, 0.5f);
}

static gboolean
load_unipen (const char *path, Digits *digits, GError **error)
{
  g_autoptr (GBytes) bytes = ink_file_read (path, 1 << 28, error);
  g_auto (GStrv) lines = NULL;
  gboolean down = FALSE;

  if (bytes == NULL)
    return FALSE;
  lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
  digits->drawings = g_ptr_array_new ();
  digits->labels = g_byte_array_new ();
  for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++)
    parse_line (digits, lines[i], &down);
  digits->n = digits->drawings->len;
  return TRUE;
}

static gboolean
load (const char *data, const char *split, Digits *digits, GError **error)
{
  if (g_str_has_suffix (data, ".txt.gz"))
    return load_unipen (data, digits, error);
  digits->images = ink_dataset_load_images (
      data, strcmp (split, "test") == 0 ? INK_SPLIT_TEST : INK_SPLIT_TRAIN,
      NULL, error);
  digits->n = digits->images != NULL ? ink_image_set_count (digits->images) : 0;
  return digits->images != NULL;
}

static guint8 *
make_picture (const Digits *digits, const SimulatedScene *scene, guint i)
{
  InkRng rng = ink_rng (7, INK_STREAM_TEST, i, g_str_hash (scene->name));

  if (digits->images == NULL)
    return simulated_picture_of_drawing (
        scene, g_ptr_array_index (digits->drawings, i), &rng);
  return simulated_picture_of_bitmap (
      scene, ink_image_set_pixels (digits->images) + (gsize) i * 784, &rng);
}

static guint
label_of (const Digits *digits, guint i)
{
  return digits->images == NULL ? digits->labels->data[i]
                                : ink_image_set_labels (digits->images)[i];
}

static guint
best_of (const InkModel *model, const guint8 *pixels)
{
  double p[INK_MODEL_MAX_CLASSES];
  guint best = 0;

  ink_model_predict_images (model, pixels, 1, 1, p);
  for (guint k = 1; k < ink_model_n_classes (model); k++)
    if (p[k] > p[best])
      best = k;
  return best;
}

static void
keep_picture (const char *folder, const SimulatedScene *scene, guint i,
              const guint8 *grey, const guint8 *pixels)
{
  g_autofree char *base = g_strdup_printf ("%s/%s-%u", folder, scene->name, i);
  g_autofree char *picture = g_strconcat (base, ".pgm", NULL);
  g_autofree char *read = g_strconcat (base, "-read.pgm", NULL);
  FILE *f = fopen (picture, "wb");

  fprintf (f, "P5\n%u %u\n255\n", scene->width, scene->height);
  fwrite (grey, scene->width, scene->height, f);
  fclose (f);
  f = fopen (read, "wb");
  fprintf (f, "P5\n28 28\n255\n");
  fwrite (pixels, 28, 28, f);
  fclose (f);
}

static void
read_scene (const InkModel *model, const Digits *digits,
            const SimulatedScene *scene, guint n)
{
  guint right = 0, empty = 0, step = MAX (1, digits->n / n);
  const char *folder = g_getenv ("KEEP");
  clock_t spent = 0;

  for (guint k = 0; k < n; k++)
    {
      guint i = k * step;
      g_autofree guint8 *grey = make_picture (digits, scene, i);
      guint8 pixels[INK_DIGIT_PIXELS];
      clock_t start = clock ();
      gboolean ink
          = ink_rasterize_image (grey, scene->height, scene->width, pixels);
      gboolean good;

      spent += clock () - start;
      good = ink && best_of (model, pixels) == label_of (digits, i);
      empty += !ink;
      right += good;
      if (folder != NULL && !good)
        keep_picture (folder, scene, i, grey, pixels);
    }
  printf ("{\"scene\": \"%s\", \"right\": %.4f, \"empty\": %.4f, "
          "\"milliseconds\": %.3f}\n",
          scene->name, (double) right / n, (double) empty / n,
          1e3 * (double) spent / CLOCKS_PER_SEC / n);
  fflush (stdout);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkModel) model = NULL;
  g_autofree char *path = NULL;
  Digits digits = { 0 };

  if (argc < 5)
    {
      fprintf (stderr, "usage: bench-pictures MODEL DATA train|test N "
                       "[SCENE]\n");
      return 2;
    }
  path = ink_shipped_models_resolve (argv[1]);
  model = ink_checkpoint_load (path, &error);
  if (model == NULL || !load (argv[2], argv[3], &digits, &error))
    {
      fprintf (stderr, "bench-pictures: %s\n", error->message);
      return 1;
    }
  for (guint s = 0; s < n_simulated_scenes; s++)
    if (argc < 6 || strcmp (argv[5], simulated_scenes[s].name) == 0)
      read_scene (model, &digits, &simulated_scenes[s],
                  MIN (digits.n, (guint) atoi (argv[4])));
  return 0;
}
