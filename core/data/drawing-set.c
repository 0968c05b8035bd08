/* Labelled drawings, and a folder of them: one sub-folder of InkML a label. */
#include "core/data/drawing-set.h"

#include <string.h>

#include "core/data/dataset-private.h"
#include "core/data/inkml.h"

typedef struct
{
  InkDrawing *drawing;
  char *label;
  char *source;
} Entry;

struct _InkDrawingSet
{
  GArray *entries; /* Entry */
};

static void
clear_entry (gpointer data)
{
  Entry *entry = data;

  ink_drawing_free (entry->drawing);
  g_free (entry->label);
  g_free (entry->source);
}

InkDrawingSet *
ink_drawing_set_new (void)
{
  InkDrawingSet *set = g_new0 (InkDrawingSet, 1);

  set->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (set->entries, clear_entry);
  return set;
}

void
ink_drawing_set_free (InkDrawingSet *set)
{
  if (set == NULL)
    return;
  g_array_unref (set->entries);
  g_free (set);
}

void
ink_drawing_set_add (InkDrawingSet *set, InkDrawing *drawing,
                     const char *label, const char *source)
{
  Entry entry = { drawing, g_strdup (label), g_strdup (source) };

  g_array_append_val (set->entries, entry);
}

guint
ink_drawing_set_count (const InkDrawingSet *set)
{
  return set->entries->len;
}

static const Entry *
entry_at (const InkDrawingSet *set, guint index)
{
  g_return_val_if_fail (index < set->entries->len, NULL);
  return &g_array_index (set->entries, Entry, index);
}

const InkDrawing *
ink_drawing_set_drawing (const InkDrawingSet *set, guint index)
{
  return entry_at (set, index)->drawing;
}

const char *
ink_drawing_set_label (const InkDrawingSet *set, guint index)
{
  return entry_at (set, index)->label;
}

const char *
ink_drawing_set_source (const InkDrawingSet *set, guint index)
{
  return entry_at (set, index)->source;
}

/* --- A folder --- */

typedef struct
{
  InkDrawingSet *set;
  const char *const *labels;
} Reading;

static gboolean
add_file (const char *path, guint32 label, gpointer user_data, GError **error)
{
  Reading *reading = user_data;
  InkDrawing *drawing = ink_inkml_read (path, error);
  g_autofree char *base = g_path_get_basename (path);

  if (drawing == NULL)
    return FALSE;
  base[strcspn (base, "-")] = '\0';
  ink_drawing_set_add (reading->set, drawing, reading->labels[label], base);
  return TRUE;
}

InkDrawingSet *
ink_drawing_set_read (const char *folder, GError **error)
{
  g_auto (GStrv) labels = ink_folder_list (folder, TRUE, error);
  g_autoptr (InkDrawingSet) set = ink_drawing_set_new ();
  Reading reading = { set, (const char *const *) labels };

  if (labels == NULL
      || !ink_folder_visit (folder, labels, "InkML files", add_file, &reading,
                            error))
    return NULL;
  return g_steal_pointer (&set);
}
