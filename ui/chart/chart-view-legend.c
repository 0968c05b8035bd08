/* The legend of a chart on screen: a key for every entry, laid over where the
 * plot drew it, and the menu's check items for the same. Names and states are
 * compared at every refresh, which costs next to nothing; keys and items are
 * made anew only where these changed. */
#include "ui/chart/chart-view-private.h"
#include "ui/chart/legend-key.h"

/* A key is larger than what is drawn there. */
#define AROUND 3.0
/* So many check items are a menu of their own. */
#define MANY 6

static guint
index_of (InkChartView *self, gpointer key)
{
  guint index = 0;

  g_ptr_array_find (self->keys, key, &index);
  return index;
}

static void
toggled_cb (InkLegendKey *key, InkChartView *self)
{
  guint entry = index_of (self, key);

  ink_plot_show_entry (self->plot, entry,
                       !ink_plot_entry_is_shown (self->plot, entry));
  ink_chart_view_series_changed (self);
}

static void
solo_cb (InkLegendKey *key, InkChartView *self)
{
  ink_plot_solo_entry (self->plot, index_of (self, key));
  ink_chart_view_series_changed (self);
}

static void
change_state_cb (GSimpleAction *action, GVariant *state, InkChartView *self)
{
  guint entry = (guint) g_ascii_strtoull (
      g_action_get_name (G_ACTION (action)), NULL, 10);

  if (self->plot == NULL || entry >= ink_plot_n_entries (self->plot))
    return;
  ink_plot_show_entry (self->plot, entry, g_variant_get_boolean (state));
  ink_chart_view_series_changed (self);
}

static void
add_key (InkChartView *self)
{
  GtkWidget *key = ink_legend_key_new ();

  g_signal_connect (key, "toggled", G_CALLBACK (toggled_cb), self);
  g_signal_connect (key, "solo", G_CALLBACK (solo_cb), self);
  gtk_widget_set_child_visible (key, FALSE);
  gtk_widget_insert_before (key, GTK_WIDGET (self), self->button);
  g_ptr_array_add (self->keys, key);
}

static void
add_action (InkChartView *self, guint entry)
{
  g_autofree char *name = g_strdup_printf ("%u", entry);
  g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (
      name, NULL, g_variant_new_boolean (TRUE));

  g_signal_connect (action, "change-state", G_CALLBACK (change_state_cb), self);
  g_action_map_add_action (G_ACTION_MAP (self->series), G_ACTION (action));
}

/* As many keys and actions as there are entries. */
static void
make_keys (InkChartView *self, guint n)
{
  while (self->keys->len < n)
    {
      add_action (self, self->keys->len);
      add_key (self);
    }
  while (self->keys->len > n)
    {
      guint last = self->keys->len - 1;
      g_autofree char *name = g_strdup_printf ("%u", last);

      g_action_map_remove_action (G_ACTION_MAP (self->series), name);
      gtk_widget_unparent (self->keys->pdata[last]);
      g_ptr_array_set_size (self->keys, (int) last);
    }
}

static gboolean
has_same_names (InkChartView *self, guint n)
{
  if (self->keys->len != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (ink_legend_key_get_name (self->keys->pdata[i]),
                   ink_plot_entry_name (self->plot, i)) != 0)
      return FALSE;
  return TRUE;
}

/* An underline in a name is no mnemonic. (transfer full) */
static char *
escape_label (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "_", -1);

  return g_strjoinv ("__", parts);
}

static void
fill_menu (InkChartView *self, guint n)
{
  g_autoptr (GMenu) own = g_menu_new ();
  GMenu *items = n > MANY ? own : self->series_menu;

  g_menu_remove_all (self->series_menu);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label =
          escape_label (ink_plot_entry_name (self->plot, i));
      g_autofree char *action = g_strdup_printf ("series.%u", i);

      g_menu_append (items, label, action);
    }
  if (n == 0)
    return;
  g_menu_append (items, "Show _All Series", "chart.show-all");
  if (n > MANY)
    g_menu_append_submenu (self->series_menu, "_Show or Hide",
                           G_MENU_MODEL (own));
}

static void
set_state (InkChartView *self, guint entry)
{
  g_autofree char *name = g_strdup_printf ("%u", entry);
  GAction *action =
      g_action_map_lookup_action (G_ACTION_MAP (self->series), name);
  gboolean shown = ink_plot_entry_is_shown (self->plot, entry);

  ink_legend_key_set (self->keys->pdata[entry],
                      ink_plot_entry_name (self->plot, entry), shown);
  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_boolean (shown));
}

static gboolean
has_same_states (InkChartView *self)
{
  for (guint i = 0; i < self->keys->len; i++)
    if (ink_legend_key_get_shown (self->keys->pdata[i]) !=
        ink_plot_entry_is_shown (self->plot, i))
      return FALSE;
  return TRUE;
}

static void
set_states (InkChartView *self)
{
  for (guint i = 0; i < self->keys->len; i++)
    set_state (self, i);
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "chart.show-all",
      self->plot != NULL && !ink_plot_shows_all (self->plot));
}

void
ink_chart_view_update_series (InkChartView *self)
{
  guint n = self->plot != NULL ? ink_plot_n_entries (self->plot) : 0;

  if (!has_same_names (self, n))
    {
      make_keys (self, n);
      fill_menu (self, n);
    }
  else if (has_same_states (self))
    return;
  set_states (self);
}

static void
place_key (InkChartView *self, guint entry)
{
  GtkWidget *key = self->keys->pdata[entry];
  cairo_rectangle_t box;
  gboolean drawn = self->plot != NULL &&
                   entry < ink_plot_n_entries (self->plot) &&
                   ink_plot_entry_box (self->plot, entry, &box);
  int width, height;

  gtk_widget_set_child_visible (key, drawn);
  if (!drawn)
    return;
  width = (int) (box.width + 2 * AROUND);
  height = (int) (box.height + 2);
  gtk_widget_measure (key, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL,
                      NULL);
  gtk_widget_size_allocate (key,
                            &(GtkAllocation){ (int) (box.x - AROUND),
                                              (int) (box.y - 1), width,
                                              height },
                            -1);
}

void
ink_chart_view_place_keys (InkChartView *self)
{
  for (guint i = 0; i < self->keys->len; i++)
    place_key (self, i);
}

void
ink_chart_view_snapshot_keys (InkChartView *self, GtkSnapshot *snapshot)
{
  for (guint i = 0; i < self->keys->len; i++)
    gtk_widget_snapshot_child (GTK_WIDGET (self), self->keys->pdata[i],
                               snapshot);
}
