/* Changes of a chart or of how it is drawn, small and grave. */
#include "golden-faults.h"

#include <string.h>

#include "ui/plot/plot-private.h"

/* Named, so that what a machine has for "Sans" does not matter. */
#define FONTS "DejaVu Sans, WenQuanYi Micro Hei"

Manner
golden_manner (const char *theme)
{
  Manner manner = { *ink_theme_find (theme), 0, CAIRO_ANTIALIAS_DEFAULT };

  manner.theme.font = FONTS;
  return manner;
}

/* What is no fault */


static void
change_size (Manner *manner)
{
  manner->theme.font_size *= 1.003;
}

static void
change_ink (Manner *manner)
{
  manner->theme.text = ink_color_mix (&manner->theme.text,
                                      &manner->theme.ground, 0.05);
  manner->theme.dim = ink_color_mix (&manner->theme.dim,
                                     &manner->theme.ground, 0.05);
}

static void
change_antialias (Manner *manner)
{
  manner->antialias = CAIRO_ANTIALIAS_BEST;
}

static void
change_place (Manner *manner)
{
  manner->shift = 1;
}

static void
change_width (Manner *manner)
{
  manner->theme.line_width *= 1.04;
}

static void
change_tone (Manner *manner)
{
  manner->theme.palette[0].g += 2 / 255.0;
  manner->theme.text.r += 2 / 255.0;
}

const Tolerated tolerated_changes[] = {
  { "letters 0.3 % larger", change_size },
  { "letters 5 % paler", change_ink },
  { "another anti-aliasing", change_antialias },
  { "moved by a pixel", change_place },
  { "lines 4 % wider", change_width },
  { "other rounding of colours", change_tone },
  { NULL, NULL },
};

/* Faults */


static InkLayer *
layer_at (InkPlot *plot, guint i)
{
  return plot->layers->pdata[i];
}

/* Whether the layer is to be seen: has data, or is none of the data's. */
static gboolean
is_seen (InkPlot *plot, guint i)
{
  InkLayer *layer = layer_at (plot, i);
  InkExtent extent;

  if (layer->klass->extend == NULL)
    return layer->name != NULL;
  ink_extent_init (&extent);
  layer->klass->extend (layer, &extent);
  return extent.low[0] <= extent.high[0];
}

/* The layer's data, but not its name in the legend nor its part in the axes,
 * which would tell of it as well. */
static void
draw_nothing (InkLayer *layer, const InkLayerContext *context)
{
}

static gboolean
lose_layer (InkPlot *plot, guint i, Manner *manner)
{
  static InkLayerClass blind[256];

  if (!is_seen (plot, i))
    return FALSE;
  blind[i] = *layer_at (plot, i)->klass;
  blind[i].draw = draw_nothing;
  layer_at (plot, i)->klass = &blind[i];
  return TRUE;
}

static gboolean
lose_name (InkPlot *plot, guint i, Manner *manner)
{
  const gboolean had = ink_layer_has_entry (layer_at (plot, i));

  g_clear_pointer (&layer_at (plot, i)->name, g_free);
  return had;
}

/* Not of what is faint: next to the line over it, little is seen of it. */
static gboolean
change_color (InkPlot *plot, guint i, Manner *manner)
{
  InkLayer *layer = layer_at (plot, i);

  layer->color = (layer->color + 4) % INK_THEME_N_COLORS;
  return is_seen (plot, i) && layer->klass->read_cell == NULL
         && !layer->faint;
}

/* Moves the axis under the same data by a few pixels. */
static gboolean
shift_axis (InkPlot *plot, InkAxisSide side, Manner *manner)
{
  const InkScale *scale;
  double low, high;

  ink_plot_resolve_scales (plot);
  scale = &plot->axes[side].scale;
  low = ink_scale_value (scale, 0.015);
  high = ink_scale_value (scale, 1.015);
  ink_plot_set_view (plot, side, low, high);
  return !plot->axes[side].by_name && is_seen (plot, 0);
}

static gboolean
shift_x (InkPlot *plot, guint i, Manner *manner)
{
  return shift_axis (plot, INK_AXIS_X, manner);
}

static gboolean
shift_y (InkPlot *plot, guint i, Manner *manner)
{
  return shift_axis (plot, INK_AXIS_Y, manner);
}

static gboolean
lose_title (InkPlot *plot, guint i, Manner *manner)
{
  plot->title[0] = '\0';
  return TRUE;
}

static gboolean
lose_axis_label (InkPlot *plot, guint i, Manner *manner)
{
  g_clear_pointer (&plot->axes[INK_AXIS_X].label, g_free);
  return TRUE;
}

static gboolean
lose_unit (InkPlot *plot, guint i, Manner *manner)
{
  const gboolean had = plot->axes[INK_AXIS_Y].unit != NULL;

  g_clear_pointer (&plot->axes[INK_AXIS_Y].unit, g_free);
  return had;
}

static gboolean
lose_tick_labels (InkPlot *plot, guint i, Manner *manner)
{
  manner->theme.dim = manner->theme.ground;
  return TRUE;
}

static gboolean
change_font_size (InkPlot *plot, guint i, Manner *manner)
{
  manner->theme.font_size *= 1.15;
  return TRUE;
}

static gboolean
take_other_theme (InkPlot *plot, guint i, Manner *manner)
{
  const gboolean light = strcmp (manner->theme.name, "light") == 0;

  *manner = golden_manner (light ? "dark" : "light");
  return TRUE;
}

const Fault golden_faults[] = {
  { "a layer is not drawn", lose_layer, FALSE },
  { "a name is lost from the legend", lose_name, FALSE },
  { "a layer has another colour", change_color, FALSE },
  { "the x axis is shifted", shift_x, TRUE },
  { "the y axis is shifted", shift_y, TRUE },
  { "the title is lost", lose_title, TRUE },
  { "the x axis has no label", lose_axis_label, TRUE },
  { "the unit is lost", lose_unit, TRUE },
  { "the ticks have no labels", lose_tick_labels, TRUE },
  { "letters 15 % larger", change_font_size, TRUE },
  { "the other theme", take_other_theme, TRUE },
  { NULL, NULL, FALSE },
};
