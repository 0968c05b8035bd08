/* One of two sets behind one face, so that the page, its cards and a report
 * need not ask which. */
#include "ui/evaluate/evaluated-examples.h"

struct _InkEvaluatedExamples
{
  int ref_count; /* atomic */
  InkImageSet *images; /* one of the two is NULL */
  InkTextSet *texts;
  char *whole_hash; /* nullable */
};

static InkEvaluatedExamples *
new_examples (void)
{
  InkEvaluatedExamples *self = g_new0 (InkEvaluatedExamples, 1);

  self->ref_count = 1;
  return self;
}

InkEvaluatedExamples *
ink_evaluated_examples_new_images (InkImageSet *images)
{
  InkEvaluatedExamples *self = new_examples ();

  self->images = ink_image_set_ref (images);
  return self;
}

InkEvaluatedExamples *
ink_evaluated_examples_new_texts (InkTextSet *texts)
{
  InkEvaluatedExamples *self = new_examples ();

  self->texts = ink_text_set_ref (texts);
  return self;
}

InkEvaluatedExamples *
ink_evaluated_examples_new_part (InkTextSet *texts, const char *whole_hash)
{
  InkEvaluatedExamples *self = ink_evaluated_examples_new_texts (texts);

  self->whole_hash = g_strdup (whole_hash);
  return self;
}

const char *
ink_evaluated_examples_whole_hash (const InkEvaluatedExamples *self)
{
  return self->whole_hash;
}

InkEvaluatedExamples *
ink_evaluated_examples_ref (InkEvaluatedExamples *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
ink_evaluated_examples_unref (InkEvaluatedExamples *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->whole_hash);
  g_clear_pointer (&self->images, ink_image_set_unref);
  g_clear_pointer (&self->texts, ink_text_set_unref);
  g_free (self);
}

guint
ink_evaluated_examples_count (const InkEvaluatedExamples *self)
{
  return self->images != NULL ? ink_image_set_count (self->images)
                              : ink_text_set_count (self->texts);
}

const char *
ink_evaluated_examples_name (const InkEvaluatedExamples *self)
{
  return self->images != NULL ? ink_image_set_name (self->images)
                              : ink_text_set_name (self->texts);
}

InkImageSet *
ink_evaluated_examples_images (const InkEvaluatedExamples *self)
{
  return self->images;
}

InkTextSet *
ink_evaluated_examples_texts (const InkEvaluatedExamples *self)
{
  return self->texts;
}
