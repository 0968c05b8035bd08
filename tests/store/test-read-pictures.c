/* The shipped model reads plainly written digits in every simulated picture, of
 * either polarity. Seeded: the same pictures each time. */
#include <string.h>

#include "core/data/rasterize.h"
#include "core/store/checkpoint.h"
#include "core/store/shipped-models.h"
#include "support/simulated-picture.h"
#include "tests/support/slow-build.h"

static InkModel *
load_digits (void)
{
  g_autofree char *path = ink_shipped_models_resolve ("digits");
  g_autoptr (GError) error = NULL;
  InkModel *model = ink_checkpoint_load (path, &error);

  g_assert_no_error (error);
  return model;
}

static guint
read_pixels (const InkModel *model, const guint8 *pixels)
{
  double p[10];
  guint best = 0;

  g_assert_cmpuint (ink_model_n_classes (model), ==, 10);
  ink_model_predict_images (model, pixels, 1, 1, p);
  for (guint k = 1; k < 10; k++)
    if (p[k] > p[best])
      best = k;
  return best;
}

/* Digits of the scene that are read rightly; @read: what each was read as. */
static guint
read_scene (const InkModel *model, const SimulatedScene *scene,
            gboolean inverse, char read[11])
{
  guint right = 0;

  for (guint digit = 0; digit < 10; digit++)
    {
      g_autoptr (InkDrawing) drawing = simulated_digit_new (digit);
      InkRng rng = ink_rng (1, INK_STREAM_TEST, digit, 0);
      g_autofree guint8 *grey
          = simulated_picture_of_drawing (scene, drawing, &rng);
      gsize n = (gsize) scene->height * scene->width;
      guint8 pixels[INK_DIGIT_PIXELS];

      for (gsize i = 0; inverse && i < n; i++)
        grey[i] = 255 - grey[i];
      read[digit] = '-';
      if (ink_rasterize_image (grey, scene->height, scene->width, pixels))
        read[digit] = (char) ('0' + read_pixels (model, pixels));
      right += read[digit] == (char) ('0' + digit);
    }
  read[10] = '\0';
  return right;
}

static void
test_scenes (void)
{
  g_autoptr (InkModel) model = load_digits ();
  guint right = 0, n = 0;

  for (guint s = 0; s < n_simulated_scenes; s += IS_SLOW_BUILD ? 5 : 1)
    for (int inverse = 0; inverse < 2; inverse++)
      {
        const SimulatedScene *scene = &simulated_scenes[s];
        char read[11];
        guint here = read_scene (model, scene, inverse, read);

        g_test_message ("%s%s: %u of 10 (%s)", scene->name,
                        inverse ? ", inverse" : "", here, read);
        g_assert_cmpuint (here, >=, 9);
        right += here;
        n += 10;
      }
  g_test_message ("%u of %u", right, n);
  g_assert_cmpuint (right, >=, n - n / 50);
}

/* Neither a blank picture nor one of grain is a digit, however lit. */
static void
test_empty_scenes (void)
{
  g_autoptr (InkDrawing) nothing = ink_drawing_new ();

  for (guint s = 0; s < n_simulated_scenes; s += IS_SLOW_BUILD ? 5 : 1)
    {
      SimulatedScene scene = simulated_scenes[s];
      InkRng rng = ink_rng (1, INK_STREAM_TEST, s, 1);
      g_autofree guint8 *grey = NULL;
      guint8 pixels[INK_DIGIT_PIXELS];

      if (scene.paper != SIMULATED_PLAIN_PAPER)
        continue;
      scene.dust = 0;
      grey = simulated_picture_of_drawing (&scene, nothing, &rng);
      if (ink_rasterize_image (grey, scene.height, scene.width, pixels))
        g_error ("%s: ink where there is none", scene.name);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/read-pictures/scenes", test_scenes);
  g_test_add_func ("/store/read-pictures/empty-scenes", test_empty_scenes);
  return g_test_run ();
}
