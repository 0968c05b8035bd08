/* The legend's entries as switches: which series the user wants to see. */
#include <string.h>

#include "ui/plot/plot-private.h"

gboolean
ink_layer_has_entry (const InkLayer *layer)
{
  return layer->name != NULL && layer->klass->draw_key != NULL &&
         !layer->keyless;
}

/* NULL beyond the last. */
static InkLayer *
find_entry (const InkPlot *plot, guint entry)
{
  for (guint i = 0; i < plot->layers->len; i++)
    {
      InkLayer *layer = plot->layers->pdata[i];

      if (ink_layer_has_entry (layer) && entry-- == 0)
        return layer;
    }
  return NULL;
}

guint
ink_plot_n_entries (const InkPlot *plot)
{
  guint n = 0;

  for (guint i = 0; i < plot->layers->len; i++)
    n += ink_layer_has_entry (plot->layers->pdata[i]) ? 1 : 0;
  return n;
}

const char *
ink_plot_entry_name (const InkPlot *plot, guint entry)
{
  const InkLayer *layer = find_entry (plot, entry);

  g_return_val_if_fail (layer != NULL, NULL);
  return layer->name;
}

gboolean
ink_plot_entry_is_shown (const InkPlot *plot, guint entry)
{
  const InkLayer *layer = find_entry (plot, entry);

  g_return_val_if_fail (layer != NULL, FALSE);
  return !layer->hidden;
}

static void
set_hidden (InkPlot *plot, const char *name, gboolean hidden)
{
  for (guint i = 0; i < plot->layers->len; i++)
    {
      InkLayer *layer = plot->layers->pdata[i];

      if (g_strcmp0 (layer->name, name) == 0)
        layer->hidden = hidden;
    }
}

void
ink_plot_show_entry (InkPlot *plot, guint entry, gboolean shown)
{
  const InkLayer *layer = find_entry (plot, entry);

  g_return_if_fail (layer != NULL);
  set_hidden (plot, layer->name, !shown);
}

static gboolean
is_alone (const InkPlot *plot, const InkLayer *entry)
{
  for (guint i = 0; i < plot->layers->len; i++)
    {
      const InkLayer *layer = plot->layers->pdata[i];
      gboolean same = g_strcmp0 (layer->name, entry->name) == 0;

      if (ink_layer_has_entry (layer) && layer->hidden == same)
        return FALSE;
    }
  return TRUE;
}

void
ink_plot_solo_entry (InkPlot *plot, guint entry)
{
  const InkLayer *layer = find_entry (plot, entry);
  gboolean alone;

  g_return_if_fail (layer != NULL);
  alone = is_alone (plot, layer);
  for (guint i = 0; i < plot->layers->len; i++)
    {
      InkLayer *other = plot->layers->pdata[i];

      if (other->name != NULL)
        other->hidden = !alone && strcmp (other->name, layer->name) != 0;
    }
}

void
ink_plot_show_all (InkPlot *plot)
{
  for (guint i = 0; i < plot->layers->len; i++)
    ((InkLayer *) plot->layers->pdata[i])->hidden = FALSE;
}

gboolean
ink_plot_shows_all (const InkPlot *plot)
{
  for (guint i = 0; i < plot->layers->len; i++)
    if (((InkLayer *) plot->layers->pdata[i])->hidden)
      return FALSE;
  return TRUE;
}

void
ink_plot_hide_as (InkPlot *plot, const InkPlot *other)
{
  for (guint i = 0; i < other->layers->len; i++)
    {
      const InkLayer *layer = other->layers->pdata[i];

      if (layer->hidden)
        set_hidden (plot, layer->name, TRUE);
    }
}

void
ink_plot_take_place (InkPlot *plot, const InkPlot *before)
{
  const guint n = ink_plot_n_entries (plot);

  for (guint i = 0; i < G_N_ELEMENTS (plot->axes); i++)
    ink_plot_set_view (plot, i, before->axes[i].view_low,
                       before->axes[i].view_high);
  ink_plot_hide_as (plot, before);
  if (n == ink_plot_n_entries (before))
    for (guint i = 0; i < n; i++)
      ink_plot_show_entry (plot, i, ink_plot_entry_is_shown (before, i));
}

gboolean
ink_plot_entry_box (const InkPlot *plot, guint entry, cairo_rectangle_t *box)
{
  for (guint i = 0; i < plot->boxes->len; i++)
    {
      const InkLegendBox *found = &g_array_index (plot->boxes, InkLegendBox, i);

      if (found->entry != entry)
        continue;
      *box = found->box;
      return TRUE;
    }
  return FALSE;
}

int
ink_plot_entry_at (const InkPlot *plot, double px, double py)
{
  for (guint i = 0; i < plot->boxes->len; i++)
    {
      const InkLegendBox *found = &g_array_index (plot->boxes, InkLegendBox, i);
      const cairo_rectangle_t *box = &found->box;

      if (px >= box->x && px < box->x + box->width && py >= box->y &&
          py < box->y + box->height)
        return (int) found->entry;
    }
  return -1;
}
