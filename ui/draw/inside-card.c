/* Seeing inside. One pass forward and back through the network, a tenth of a
 * millisecond, feeds both cards; it is left out where both are folded, and made
 * up for when one is opened. */
#include "ui/draw/inside-card.h"

#include <adwaita.h>
#include <string.h>

#include "core/model/lenet5-trace.h"
#include "core/model/verdict.h"

#include "ui/draw/pixel-maps.h"
#include "ui/draw/speaking-ink.h"
#include "ui/plot/theme.h"
#include "ui/settings.h"

#define SPACING 12
#define SIZE INK_LENET5_SIZE
#define DIGIT_SIDE (5 * SIZE)
#define MAP_SIDE 72
#define DOUBT "Not a digit: little speaks for one class more than another."
#define INVITATION "Draw to see which ink decides."

/* An image with what it is below. */
typedef struct
{
  GtkWidget *box;
  InkPixelMaps *maps;
  GtkLabel *caption;
} Figure;

struct _InkInsideCard
{
  GtkWidget parent_instance;
  GtkWidget *child;
  GtkExpander *speaking, *layers;
  Figure best, difference;
  GtkLabel *key, *sentence;
  InkPixelMaps *conv1, *conv2;
  InkLenet5Tracer *tracer; /* NULL: no model, or none that can be traced */
  InkModel *model;         /* as given */
  gboolean has_pixels;
  gboolean named; /* the figures, after these: */
  guint best_class, second_class;
  guint8 pixels[INK_LENET5_PIXELS];
  InkLenet5Trace trace;
};

G_DEFINE_FINAL_TYPE (InkInsideCard, ink_inside_card, GTK_TYPE_WIDGET)

/* --- Showing --- */

/* A label that is set lays all of its card out anew. */
static void
set_sentence (InkInsideCard *self, const char *sentence)
{
  if (strcmp (gtk_label_get_text (self->sentence), sentence) != 0)
    gtk_label_set_text (self->sentence, sentence);
}

static void
name_image (gpointer image, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (image),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
set_caption (const Figure *figure, const char *caption, const char *name)
{
  gtk_label_set_text (figure->caption, caption);
  gtk_widget_set_tooltip_text (GTK_WIDGET (figure->caption),
                               *caption != '\0' ? caption : NULL);
  name_image (figure->maps, name);
}

/* Says which classes it is about, where that has changed. */
static void
name_figures (InkInsideCard *self, guint best_class, guint second_class)
{
  const char *const *names = ink_model_class_names (self->model);
  const char *best = names[best_class], *second = names[second_class];
  g_autofree char *rather = NULL, *best_name = NULL, *difference_name = NULL;

  if (self->named && best_class == self->best_class
      && second_class == self->second_class)
    return;
  self->named = TRUE;
  self->best_class = best_class;
  self->second_class = second_class;
  rather = g_strdup_printf ("%s rather than %s", best, second);
  best_name = g_strdup_printf ("Ink that speaks for and against %s", best);
  difference_name = g_strdup_printf (
      "Ink that speaks for %s, and for %s instead", best, second);
  set_caption (&self->best, best, best_name);
  set_caption (&self->difference, rather, difference_name);
}

static gboolean
is_doubted (InkInsideCard *self)
{
  return ink_verdict_of_model (self->model, self->trace.probabilities).kind
         == INK_VERDICT_NOT_A_DIGIT;
}

static void
show_speaking (InkInsideCard *self)
{
  const InkLenet5Trace *trace = &self->trace;
  const char *const *names = ink_model_class_names (self->model);
  g_autofree char *sentence = ink_speaking_ink_sentence (
      trace->difference.pixels, self->pixels, names[trace->best],
      names[trace->second]);

  ink_pixel_maps_set (self->best.maps, trace->for_best.pixels, self->pixels);
  ink_pixel_maps_set (self->difference.maps, trace->difference.pixels,
                      self->pixels);
  name_figures (self, trace->best, trace->second);
  set_sentence (self, is_doubted (self) ? DOUBT : sentence);
}

static void
show_nothing (InkInsideCard *self)
{
  ink_pixel_maps_clear (self->best.maps);
  ink_pixel_maps_clear (self->difference.maps);
  ink_pixel_maps_clear (self->conv1);
  ink_pixel_maps_clear (self->conv2);
  set_caption (&self->best, "", "Ink that speaks for the verdict: none yet");
  set_caption (&self->difference, "",
               "Ink that tells it from the runner-up: none yet");
  self->named = FALSE;
  set_sentence (self, INVITATION);
}

static void
set_dim (InkInsideCard *self, gboolean dim)
{
  GtkExpander *const cards[] = { self->speaking, self->layers };

  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    gtk_widget_set_opacity (gtk_expander_get_child (cards[i]), dim ? 0.5 : 1);
}

/* Whatever of it is open. */
static void
show (InkInsideCard *self)
{
  gboolean speaking = gtk_expander_get_expanded (self->speaking);
  gboolean layers = gtk_expander_get_expanded (self->layers);

  if (self->tracer == NULL || (!speaking && !layers))
    return;
  set_dim (self, !self->has_pixels);
  if (!self->has_pixels)
    {
      show_nothing (self);
      return;
    }
  ink_lenet5_tracer_read (self->tracer, self->pixels, &self->trace);
  if (speaking)
    show_speaking (self);
  if (layers)
    {
      ink_pixel_maps_set (self->conv1, self->trace.conv1[0][0], NULL);
      ink_pixel_maps_set (self->conv2, self->trace.conv2[0][0], NULL);
    }
}

static void
set_model (InkInsideCard *self, InkModel *model)
{
  if (model == self->model)
    return;
  g_clear_pointer (&self->tracer, ink_lenet5_tracer_free);
  g_clear_pointer (&self->model, ink_model_unref);
  self->named = FALSE;
  if (model != NULL)
    {
      self->model = ink_model_ref (model);
      self->tracer = ink_lenet5_tracer_new (model);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->tracer != NULL);
}

void
ink_inside_card_set (InkInsideCard *self, InkModel *model,
                     const guint8 *pixels)
{
  g_return_if_fail (INK_IS_INSIDE_CARD (self));

  set_model (self, model);
  self->has_pixels = pixels != NULL;
  if (pixels != NULL)
    memcpy (self->pixels, pixels, sizeof self->pixels);
  show (self);
}

void
ink_inside_card_clear (InkInsideCard *self)
{
  g_return_if_fail (INK_IS_INSIDE_CARD (self));

  ink_inside_card_set (self, self->model, NULL);
}

const char *
ink_inside_card_get_sentence (InkInsideCard *self)
{
  g_return_val_if_fail (INK_IS_INSIDE_CARD (self), NULL);

  return gtk_label_get_text (self->sentence);
}

/* --- The widget --- */

static void
ink_inside_card_dispose (GObject *object)
{
  InkInsideCard *self = INK_INSIDE_CARD (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);
  g_clear_pointer (&self->tracer, ink_lenet5_tracer_free);
  g_clear_pointer (&self->model, ink_model_unref);
  G_OBJECT_CLASS (ink_inside_card_parent_class)->dispose (object);
}

static void
ink_inside_card_class_init (InkInsideCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ink_inside_card_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "insidecard");
}

static void
expanded_cb (InkInsideCard *self, GParamSpec *spec, GtkExpander *card)
{
  ink_settings_set_open (gtk_widget_get_name (GTK_WIDGET (card)),
                         gtk_expander_get_expanded (card));
  show (self);
}

/* @key: in the settings. */
static GtkExpander *
add_card (InkInsideCard *self, const char *key, const char *title,
          GtkWidget *content)
{
  GtkWidget *card = adw_bin_new ();
  GtkWidget *expander = gtk_expander_new (NULL);
  GtkWidget *label = gtk_label_new (title);

  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_start (label, 4);
  gtk_expander_set_label_widget (GTK_EXPANDER (expander), label);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (expander),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, label,
                                  NULL, -1);
  gtk_widget_set_name (expander, key);
  gtk_widget_set_margin_top (content, 8);
  gtk_expander_set_child (GTK_EXPANDER (expander), content);
  gtk_expander_set_expanded (GTK_EXPANDER (expander),
                             ink_settings_get_open (key, TRUE));
  g_signal_connect_swapped (expander, "notify::expanded",
                            G_CALLBACK (expanded_cb), self);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (expander, "ink-panel");
  adw_bin_set_child (ADW_BIN (card), expander);
  gtk_box_append (GTK_BOX (self->child), card);
  return GTK_EXPANDER (expander);
}

static Figure
make_figure (const char *tooltip)
{
  Figure figure = { .box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4) };
  GtkWidget *maps = ink_pixel_maps_new (INK_PIXEL_COLORS_SHARE, 1, SIZE, 1,
                                        DIGIT_SIDE);
  GtkWidget *caption = gtk_label_new (" ");

  figure.maps = INK_PIXEL_MAPS (maps);
  figure.caption = GTK_LABEL (caption);
  gtk_widget_set_tooltip_text (maps, tooltip);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_label_set_ellipsize (figure.caption, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (figure.caption, 0);
  gtk_widget_set_hexpand (figure.box, TRUE);
  gtk_box_append (GTK_BOX (figure.box), maps);
  gtk_box_append (GTK_BOX (figure.box), caption);
  return figure;
}

static GtkLabel *
add_line (GtkWidget *box, const char *text)
{
  GtkWidget *line = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (line), 0);
  gtk_label_set_wrap (GTK_LABEL (line), TRUE);
  gtk_widget_add_css_class (line, "caption");
  gtk_box_append (GTK_BOX (box), line);
  return GTK_LABEL (line);
}

static char *
to_hex (const InkColor *color)
{
  return g_strdup_printf ("#%02x%02x%02x", (guint) (color->r * 255 + 0.5),
                          (guint) (color->g * 255 + 0.5),
                          (guint) (color->b * 255 + 0.5));
}

static void
set_key (InkInsideCard *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  const InkTheme *theme = ink_theme_find (dark ? "dark" : "light");
  g_autofree char *speaks = to_hex (&theme->palette[0]);
  g_autofree char *against = to_hex (&theme->palette[1]);
  g_autofree char *markup = g_strdup_printf (
      "<span foreground=\"%s\">■</span> speaks for it    "
      "<span foreground=\"%s\">■</span> speaks against it",
      speaks, against);

  gtk_label_set_markup (self->key, markup);
}

static GtkWidget *
make_speaking (InkInsideCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *figures = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);

  self->best = make_figure (
      "How much each pixel's ink raises or lowers the score of the verdict: "
      "the score's gradient by the ink, times the ink. Paper without ink, "
      "which can matter as much, counts nothing. The strongest pixel has full "
      "colour.");
  self->difference = make_figure (
      "How much each pixel's ink raises or lowers the verdict's lead over the "
      "runner-up, on a scale of its own.");
  gtk_box_set_homogeneous (GTK_BOX (figures), TRUE);
  gtk_box_append (GTK_BOX (figures), self->best.box);
  gtk_box_append (GTK_BOX (figures), self->difference.box);
  gtk_box_append (GTK_BOX (box), figures);
  self->key = add_line (box, NULL);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->key), GTK_ACCESSIBLE_PROPERTY_LABEL,
      "Blue speaks for it, orange speaks against it", -1);
  self->sentence = add_line (box, INVITATION);
  gtk_label_set_yalign (self->sentence, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->sentence), "ink-two-lines");
  set_key (self);
  return box;
}

static InkPixelMaps *
add_layer (GtkWidget *box, const char *caption, guint n, guint size,
           guint per_row, const char *name)
{
  GtkWidget *maps = ink_pixel_maps_new (INK_PIXEL_COLORS_AMOUNT, n, size,
                                        per_row, MAP_SIDE);

  gtk_widget_add_css_class (GTK_WIDGET (add_line (box, caption)), "dim-label");
  gtk_widget_set_tooltip_text (
      maps, "One scale for all maps of this layer: one that stays pale answers "
            "little to this digit.");
  name_image (maps, name);
  gtk_box_append (GTK_BOX (box), maps);
  return INK_PIXEL_MAPS (maps);
}

static GtkWidget *
make_layers (InkInsideCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  self->conv1 = add_layer (box, "First convolution · 6 maps, 24 × 24",
                           INK_TRACE_MAPS_1, INK_TRACE_SIZE_1, 6,
                           "The 6 maps of the first convolution");
  self->conv2 = add_layer (box, "Second convolution · 16 maps, 8 × 8",
                           INK_TRACE_MAPS_2, INK_TRACE_SIZE_2, 8,
                           "The 16 maps of the second convolution");
  return box;
}

static void
ink_inside_card_init (InkInsideCard *self)
{
  self->child = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);
  gtk_widget_set_parent (self->child, GTK_WIDGET (self));
  self->speaking = add_card (self, "speaks-for-it", "What speaks for it",
                             make_speaking (self));
  self->layers = add_card (self, "inside-the-network", "Inside the network",
                           make_layers (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  show_nothing (self);
  set_dim (self, TRUE);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (set_key), self, G_CONNECT_SWAPPED);
}

GtkWidget *
ink_inside_card_new (void)
{
  return g_object_new (INK_TYPE_INSIDE_CARD, NULL);
}
