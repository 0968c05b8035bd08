/* A model together with the name it goes by in the workbench: what a list of
 * models holds and a drop-down shows. The name never changes, so an entry can
 * be shown anywhere without watching it; nor does the model, once it is
 * loaded. */
#include "ui/model-entry.h"

#include "core/base/error.h"
#include "core/store/checkpoint.h"

struct _InkModelEntry
{
  GObject parent_instance;
  InkModel *model; /* NULL: still at @path */
  char *path;      /* NULL: never was in a file */
  char *folder;    /* NULL: of no model that was taught texts */
  InkLearnedModel *learned; /* NULL: the same, or still in @folder */
  char *title;
};

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (InkModelEntry, ink_model_entry, G_TYPE_OBJECT)

static void
ink_model_entry_finalize (GObject *object)
{
  InkModelEntry *self = INK_MODEL_ENTRY (object);

  g_clear_pointer (&self->model, ink_model_unref);
  g_clear_pointer (&self->learned, ink_learned_model_unref);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->title);
  G_OBJECT_CLASS (ink_model_entry_parent_class)->finalize (object);
}

static void
ink_model_entry_get_property (GObject *object, guint id, GValue *value,
                              GParamSpec *pspec)
{
  if (id == PROP_TITLE)
    g_value_set_string (value, INK_MODEL_ENTRY (object)->title);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ink_model_entry_class_init (InkModelEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = ink_model_entry_finalize;
  object_class->get_property = ink_model_entry_get_property;
  props[PROP_TITLE] = g_param_spec_string (
      "title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ink_model_entry_init (InkModelEntry *self)
{
}

InkModelEntry *
ink_model_entry_new (InkModel *model, const char *title)
{
  InkModelEntry *self;

  g_return_val_if_fail (model != NULL, NULL);

  self = g_object_new (INK_TYPE_MODEL_ENTRY, NULL);
  self->model = ink_model_ref (model);
  self->title = g_strdup (title);
  return self;
}

InkModelEntry *
ink_model_entry_new_for_file (const char *path, const char *title)
{
  InkModelEntry *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (INK_TYPE_MODEL_ENTRY, NULL);
  self->path = g_strdup (path);
  self->title = g_strdup (title);
  return self;
}

InkModelEntry *
ink_model_entry_new_learned (InkLearnedModel *learned, InkModel *model,
                             const char *title)
{
  InkModelEntry *self = ink_model_entry_new (model, title);

  self->learned = ink_learned_model_ref (learned);
  return self;
}

InkModelEntry *
ink_model_entry_new_for_learned (const char *folder, const char *title)
{
  InkModelEntry *self = ink_model_entry_new_for_file (folder, title);

  self->folder = g_steal_pointer (&self->path);
  return self;
}

/* (transfer full) (nullable) */
static InkModel *
read_model (InkModelEntry *self, GError **error)
{
  if (self->folder == NULL)
    return ink_checkpoint_load (self->path, error);
  if (self->learned == NULL)
    self->learned = ink_learned_model_load (self->folder, error);
  return self->learned == NULL ? NULL
                               : ink_learned_model_make (self->learned, error);
}

gboolean
ink_model_entry_load (InkModelEntry *self, InkInput input, GError **error)
{
  static const char *const inputs[] = { "images", "texts" };
  g_autoptr (InkModel) model = NULL;

  g_return_val_if_fail (INK_IS_MODEL_ENTRY (self), FALSE);

  model = self->model != NULL ? ink_model_ref (self->model)
                              : read_model (self, error);
  if (model == NULL)
    return FALSE;
  if (ink_model_class (model)->input != input)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: expected a model that reads %s, found one "
                          "that reads %s",
                          self->title, inputs[input], inputs[!input]);
  if (self->model == NULL)
    self->model = g_steal_pointer (&model);
  return TRUE;
}

InkModel *
ink_model_entry_get_model (InkModelEntry *self)
{
  g_return_val_if_fail (INK_IS_MODEL_ENTRY (self), NULL);
  return self->model;
}

const char *
ink_model_entry_get_title (InkModelEntry *self)
{
  g_return_val_if_fail (INK_IS_MODEL_ENTRY (self), NULL);
  return self->title;
}

char *
ink_model_entry_get_key (InkModelEntry *self)
{
  const char *folder;
  g_autofree char *name = NULL;

  g_return_val_if_fail (INK_IS_MODEL_ENTRY (self), NULL);

  folder = self->folder;
  if (self->learned != NULL)
    folder = ink_learned_model_folder (self->learned);
  if (folder == NULL)
    return g_strdup (self->title);
  name = g_path_get_basename (folder);
  return g_strconcat ("learned/", name, NULL);
}

InkLearnedModel *
ink_model_entry_get_learned (InkModelEntry *self)
{
  g_return_val_if_fail (INK_IS_MODEL_ENTRY (self), NULL);
  return self->learned;
}

const char *
ink_model_entry_get_path (InkModelEntry *self)
{
  g_return_val_if_fail (INK_IS_MODEL_ENTRY (self), NULL);
  return self->path;
}

void
ink_model_entry_set_path (InkModelEntry *self, const char *path)
{
  g_return_if_fail (INK_IS_MODEL_ENTRY (self));
  g_free (self->path);
  self->path = g_strdup (path);
}
