/* One of a list's words: two layouts and a ground, drawn by hand. */
#include "ui/text/word-row.h"

#include <adwaita.h>

#include "ui/plot/theme.h"

#define GAP 8
#define PADDING 4
#define LEAST_WIDTH 110

struct _InkWordRow
{
  GtkWidget parent_instance;
  PangoLayout *word;
  PangoLayout *figure;
  char *spoken;
  guint color;
  double share;
};

G_DEFINE_FINAL_TYPE (InkWordRow, ink_word_row, GTK_TYPE_WIDGET)

static void
ink_word_row_dispose (GObject *object)
{
  InkWordRow *self = INK_WORD_ROW (object);

  g_clear_object (&self->word);
  g_clear_object (&self->figure);
  g_clear_pointer (&self->spoken, g_free);
  G_OBJECT_CLASS (ink_word_row_parent_class)->dispose (object);
}

static void
append_text (GtkWidget *widget, GtkSnapshot *snapshot, PangoLayout *layout,
             int x)
{
  GdkRGBA color;
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (
                    (float) x, (float) ((gtk_widget_get_height (widget)
                                         - height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
append_ground (InkWordRow *self, GtkSnapshot *snapshot, int width)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  const InkTheme *theme = ink_theme_find (dark ? "dark" : "light");
  const InkColor *c = &theme->palette[self->color];
  GdkRGBA color = { (float) c->r, (float) c->g, (float) c->b,
                    (float) (theme->tint * self->share) };

  gtk_snapshot_append_color (
      snapshot, &color,
      &GRAPHENE_RECT_INIT (
          0, 0, (float) width,
          (float) gtk_widget_get_height (GTK_WIDGET (self))));
}

static void
ink_word_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  InkWordRow *self = INK_WORD_ROW (widget);
  int width = gtk_widget_get_width (widget);
  int word_width, figure_width;

  if (ink_word_row_get_word (self) == NULL)
    return;
  pango_layout_get_pixel_size (self->figure, &figure_width, NULL);
  pango_layout_set_width (
      self->word,
      MAX (0, width - figure_width - GAP - 2 * PADDING) * PANGO_SCALE);
  pango_layout_get_pixel_size (self->word, &word_width, NULL);
  append_ground (self, snapshot, word_width + 2 * PADDING);
  append_text (widget, snapshot, self->word, PADDING);
  append_text (widget, snapshot, self->figure, width - figure_width);
}

static void
ink_word_row_measure (GtkWidget *widget, GtkOrientation orientation,
                      int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  g_autoptr (PangoLayout) tall = NULL;
  int height;

  *minimum_baseline = *natural_baseline = -1;
  *minimum = *natural = LEAST_WIDTH;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  tall = gtk_widget_create_pango_layout (widget, "Ág");
  pango_layout_get_pixel_size (tall, NULL, &height);
  *minimum = *natural = height + 1;
}

/* Setting a tooltip's text costs more than all the rest of a row. */
static gboolean
ink_word_row_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard,
                            GtkTooltip *tooltip)
{
  InkWordRow *self = INK_WORD_ROW (widget);

  gtk_tooltip_set_text (tooltip, self->spoken);
  return ink_word_row_get_word (self) != NULL;
}

static void
ink_word_row_class_init (InkWordRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ink_word_row_dispose;
  widget_class->snapshot = ink_word_row_snapshot;
  widget_class->measure = ink_word_row_measure;
  widget_class->query_tooltip = ink_word_row_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "wordrow");
  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
ink_word_row_init (InkWordRow *self)
{
  PangoAttrList *list = pango_attr_list_new ();

  self->word = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  self->figure = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  pango_layout_set_ellipsize (self->word, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (self->word, TRUE);
  pango_attr_list_insert (list, pango_attr_font_features_new ("tnum"));
  pango_attr_list_insert (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (self->figure, list);
  pango_attr_list_unref (list);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
ink_word_row_new (guint color)
{
  InkWordRow *self = g_object_new (INK_TYPE_WORD_ROW, NULL);

  self->color = color;
  return GTK_WIDGET (self);
}

/* A layout that is set shapes its text anew. */
static gboolean
set_text (PangoLayout *layout, const char *text)
{
  if (g_strcmp0 (pango_layout_get_text (layout), text) == 0)
    return FALSE;
  pango_layout_set_text (layout, text, -1);
  return TRUE;
}

void
ink_word_row_set (InkWordRow *self, const char *word, const char *figure,
                  double share)
{
  gboolean changed = set_text (self->word, word != NULL ? word : "");

  changed |= set_text (self->figure, word != NULL ? figure : "");
  changed |= self->share != share;
  self->share = share;
  if (word == NULL)
    ink_word_row_set_spoken (self, "");
  if (changed)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
ink_word_row_set_spoken (InkWordRow *self, const char *spoken)
{
  if (g_strcmp0 (self->spoken, spoken) == 0)
    return;
  g_free (self->spoken);
  self->spoken = g_strdup (spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

const char *
ink_word_row_get_word (InkWordRow *self)
{
  const char *word = pango_layout_get_text (self->word);

  return word[0] == '\0' ? NULL : word;
}

const char *
ink_word_row_get_figure (InkWordRow *self)
{
  return pango_layout_get_text (self->figure);
}
