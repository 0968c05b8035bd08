/* A list model over an array of indices, most confident first; reversing it
 * changes which end is read from and nothing else. */
#include "ui/evaluate/example-list.h"

#include "ui/probability-bars.h"

struct _InkExampleList
{
  GObject parent_instance;
  InkEvaluatedExamples *examples;
  InkEvaluation *evaluation;
  guint32 *indices; /* [n] */
  guint n;
  int by; /* as the selection's */
  gboolean reversed;
};

struct _InkExample
{
  GObject parent_instance;
  InkExampleList *list;
  guint32 index;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (InkExample, ink_example, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (InkExampleList, ink_example_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      list_model_init))

/* --- One example --- */

static void
ink_example_finalize (GObject *object)
{
  g_clear_object (&INK_EXAMPLE (object)->list);
  G_OBJECT_CLASS (ink_example_parent_class)->finalize (object);
}

static void
ink_example_class_init (InkExampleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ink_example_finalize;
}

static void
ink_example_init (InkExample *self)
{
}

guint
ink_example_get_index (InkExample *self)
{
  return self->index;
}

const char *
ink_example_get_data (InkExample *self)
{
  return ink_evaluated_examples_name (self->list->examples);
}

InkEvaluation *
ink_example_get_evaluation (InkExample *self)
{
  return self->list->evaluation;
}

static const char *
class_name (InkExample *self, guint class_index)
{
  return ink_evaluation_class_names (self->list->evaluation)[class_index];
}

const char *
ink_example_get_truth (InkExample *self)
{
  return class_name (
      self, ink_evaluation_labels (self->list->evaluation)[self->index]);
}

guint
ink_example_get_predicted_index (InkExample *self)
{
  return ink_evaluation_predicted (self->list->evaluation)[self->index];
}

const char *
ink_example_get_predicted (InkExample *self)
{
  return class_name (self, ink_example_get_predicted_index (self));
}

const double *
ink_example_get_probabilities (InkExample *self)
{
  const InkEvaluation *evaluation = self->list->evaluation;

  return ink_evaluation_probabilities (evaluation)
         + (gsize) self->index * ink_evaluation_n_classes (evaluation);
}

char *
ink_example_format_probability (InkExample *self)
{
  const double *probabilities = ink_example_get_probabilities (self);
  const guint predicted = ink_example_get_predicted_index (self);
  const int by = self->list->by;
  g_autofree char *text = NULL;

  if (by < 0 || (guint) by == predicted)
    return ink_probability_format (probabilities[predicted]);
  text = ink_probability_format (probabilities[by]);
  return g_strdup_printf ("%s: %s", class_name (self, (guint) by), text);
}

const guint8 *
ink_example_get_pixels (InkExample *self)
{
  const InkImageSet *images
      = ink_evaluated_examples_images (self->list->examples);

  if (images == NULL)
    return NULL;
  return ink_image_set_pixels (images)
         + (gsize) self->index * ink_image_set_height (images)
               * ink_image_set_width (images);
}

const char *
ink_example_get_text (InkExample *self)
{
  const InkTextSet *texts
      = ink_evaluated_examples_texts (self->list->examples);

  return texts == NULL ? NULL : ink_text_set_text (texts, self->index);
}

/* --- The list --- */

static GType
get_item_type (GListModel *model)
{
  return INK_TYPE_EXAMPLE;
}

static guint
get_n_items (GListModel *model)
{
  return INK_EXAMPLE_LIST (model)->n;
}

static gpointer
get_item (GListModel *model, guint position)
{
  InkExampleList *self = INK_EXAMPLE_LIST (model);
  InkExample *example;

  if (position >= self->n)
    return NULL;
  example = g_object_new (INK_TYPE_EXAMPLE, NULL);
  example->list = g_object_ref (self);
  example->index
      = self->indices[self->reversed ? self->n - 1 - position : position];
  return example;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
ink_example_list_finalize (GObject *object)
{
  InkExampleList *self = INK_EXAMPLE_LIST (object);

  g_clear_pointer (&self->examples, ink_evaluated_examples_unref);
  g_clear_pointer (&self->evaluation, ink_evaluation_unref);
  g_free (self->indices);
  G_OBJECT_CLASS (ink_example_list_parent_class)->finalize (object);
}

static void
ink_example_list_class_init (InkExampleListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ink_example_list_finalize;
}

static void
ink_example_list_init (InkExampleList *self)
{
}

InkExampleList *
ink_example_list_new (InkEvaluatedExamples *examples,
                      InkEvaluation *evaluation, const InkSelection *selection)
{
  InkExampleList *self = g_object_new (INK_TYPE_EXAMPLE_LIST, NULL);

  self->examples = ink_evaluated_examples_ref (examples);
  self->evaluation = ink_evaluation_ref (evaluation);
  self->indices = g_memdup2 (selection->indices,
                             selection->n * sizeof *selection->indices);
  self->n = (guint) selection->n;
  self->by = selection->by;
  return self;
}

void
ink_example_list_set_reversed (InkExampleList *self, gboolean reversed)
{
  g_return_if_fail (INK_IS_EXAMPLE_LIST (self));

  if (self->reversed == reversed)
    return;
  self->reversed = reversed;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, self->n, self->n);
}
