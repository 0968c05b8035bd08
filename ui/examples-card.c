/* Examples as small pictures, each with what it was read as and how surely.
 * Pixels are enlarged threefold by repeating them: one sees what the network
 * saw, not what a filter made of it. */
#include "ui/examples-card.h"

#include <string.h>

#include "ui/format.h"

#define ENLARGE 3
#define MAX_SHOWN 60

struct _InkExamplesCard
{
  GtkBox parent_instance;
  GtkLabel *heading;
  GtkLabel *count;
  GtkWidget *pictures; /* GtkFlowBox */
};

G_DEFINE_FINAL_TYPE (InkExamplesCard, ink_examples_card, GTK_TYPE_BOX)

static GdkTexture *
make_texture (const InkImageSet *images, guint index)
{
  const guint height = ink_image_set_height (images);
  const guint width = ink_image_set_width (images);
  const guint8 *pixels
      = ink_image_set_pixels (images) + (gsize) index * height * width;
  const gsize stride = (gsize) width * ENLARGE * 3;
  guint8 *rgb = g_malloc (stride * height * ENLARGE);
  g_autoptr (GBytes) bytes = g_bytes_new_take (rgb, stride * height * ENLARGE);

  for (guint y = 0; y < height * ENLARGE; y++)
    for (guint x = 0; x < width * ENLARGE; x++)
      memset (rgb + y * stride + x * 3,
              pixels[y / ENLARGE * width + x / ENLARGE], 3);
  return gdk_memory_texture_new ((int) (width * ENLARGE),
                                 (int) (height * ENLARGE), GDK_MEMORY_R8G8B8,
                                 bytes, stride);
}

static GtkWidget *
make_picture (const InkImageSet *images, const InkEvaluation *evaluation,
              guint index)
{
  const guint predicted = ink_evaluation_predicted (evaluation)[index];
  const guint n_classes = ink_evaluation_n_classes (evaluation);
  const double probability
      = ink_evaluation_probabilities (
          evaluation)[(gsize) index * n_classes + predicted];
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autoptr (GdkTexture) texture = make_texture (images, index);
  g_autofree char *text = g_strdup_printf ("%.1f %%", 100 * probability);
  g_autofree char *name = g_strdup_printf (
      "example %u, read as %s with %s", index,
      ink_evaluation_class_names (evaluation)[predicted], text);
  GtkWidget *picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (texture));
  GtkWidget *label = gtk_label_new (text);

  gtk_picture_set_can_shrink (GTK_PICTURE (picture), FALSE);
  gtk_picture_set_alternative_text (GTK_PICTURE (picture), name);
  gtk_widget_set_tooltip_text (picture, name);
  gtk_widget_set_halign (picture, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "ink-tabular");
  gtk_widget_set_halign (box, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
remove_pictures (InkExamplesCard *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->pictures)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->pictures), child);
}

static void
ink_examples_card_class_init (InkExamplesCardClass *klass)
{
}

static void
ink_examples_card_init (InkExamplesCard *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *heading = gtk_label_new (NULL);
  GtkWidget *count = gtk_label_new (NULL);

  self->heading = GTK_LABEL (heading);
  self->count = GTK_LABEL (count);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (count, "dim-label");
  gtk_box_append (GTK_BOX (line), heading);
  gtk_box_append (GTK_BOX (line), count);

  self->pictures = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->pictures),
                                   GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->pictures), 30);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (self->pictures), TRUE);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self),
                                  GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "ink-panel");
  gtk_box_append (GTK_BOX (self), line);
  gtk_box_append (GTK_BOX (self), self->pictures);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
ink_examples_card_new (void)
{
  return g_object_new (INK_TYPE_EXAMPLES_CARD, NULL);
}

static void
set_texts (InkExamplesCard *self, const InkEvaluation *evaluation,
           const InkSelection *selection)
{
  g_autofree char *found = ink_format_count ((double) selection->n);
  g_autofree char *all
      = ink_format_count ((double) ink_evaluation_count (evaluation));
  g_autofree char *text = g_strdup_printf (
      "%s of %s%s%s%s", selection->n > 0 ? found : "none", all,
      selection->n > 1 ? " · " : "",
      selection->n > 1 ? selection->order : "",
      selection->n > MAX_SHOWN ? ", " G_STRINGIFY (MAX_SHOWN) " shown" : "");

  gtk_label_set_text (self->heading, selection->title);
  gtk_label_set_text (self->count, text);
}

void
ink_examples_card_show (InkExamplesCard *self, InkEvaluatedExamples *examples,
                        InkEvaluation *evaluation,
                        const InkSelection *selection)
{
  const InkImageSet *images;

  g_return_if_fail (INK_IS_EXAMPLES_CARD (self));

  images = ink_evaluated_examples_images (examples);
  remove_pictures (self);
  set_texts (self, evaluation, selection);
  for (gsize i = 0; images != NULL && i < MIN (selection->n, MAX_SHOWN); i++)
    gtk_flow_box_append (
        GTK_FLOW_BOX (self->pictures),
        make_picture (images, evaluation, selection->indices[i]));
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
ink_examples_card_clear (InkExamplesCard *self)
{
  g_return_if_fail (INK_IS_EXAMPLES_CARD (self));
  remove_pictures (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
