#pragma once

#include "core/model/lenet5.h"

G_BEGIN_DECLS

/* What happens inside LeNet-5 as it reads one image: the maps of both
 * convolutions, and what each pixel's ink adds to the verdict. */

#define INK_TRACE_MAPS_1 6
#define INK_TRACE_SIZE_1 24
#define INK_TRACE_MAPS_2 16
#define INK_TRACE_SIZE_2 8

/* Gradient times input (Simonyan, Vedaldi & Zisserman, "Deep inside
 * convolutional networks", 2013; Shrikumar et al., "Not just a black box",
 * 2016): for each pixel the derivative of a logit by the amount of ink, 0 to 1,
 * times that amount. By ink and not by what preprocessing makes of it, which is
 * -0.42 for the background: paper without ink speaks for nothing. As the
 * network is piecewise linear, the sum over the pixels and what the same linear
 * piece gives for a blank sheet make up the logit. */
typedef struct
{
  float pixels[INK_LENET5_PIXELS]; /* [28][28] */
  float blank; /* of the linear piece; the logit less the sum of @pixels */
} InkInkShares;

typedef struct
{
  guint n_classes;
  guint best, second; /* the first of the largest logits, and of the others */
  float logits[INK_LENET5_MAX_CLASSES];
  double probabilities[INK_LENET5_MAX_CLASSES];
  /* After ReLU, and pooled. */
  float conv1[INK_TRACE_MAPS_1][INK_TRACE_SIZE_1][INK_TRACE_SIZE_1];
  float pool1[INK_TRACE_MAPS_1][INK_TRACE_SIZE_1 / 2][INK_TRACE_SIZE_1 / 2];
  float conv2[INK_TRACE_MAPS_2][INK_TRACE_SIZE_2][INK_TRACE_SIZE_2];
  float pool2[INK_TRACE_MAPS_2][INK_TRACE_SIZE_2 / 2][INK_TRACE_SIZE_2 / 2];
  InkInkShares for_best;   /* of the best class's logit */
  InkInkShares difference; /* of that less the runner-up's */
} InkLenet5Trace;

/* A model laid out for tracing, with room for one image at a time: one thread
 * may use it at a time. */
typedef struct _InkLenet5Tracer InkLenet5Tracer;

/* ink_lenet5_tracer_new: @model: a reference is kept.
 * Returns: (transfer full): or NULL where @model is no LeNet-5 (of
 * ink_lenet5_class) or a parameter is not finite. */
InkLenet5Tracer *ink_lenet5_tracer_new (InkModel *model);
void ink_lenet5_tracer_free (InkLenet5Tracer *tracer);
/* (transfer none) */
const InkModel *ink_lenet5_tracer_model (const InkLenet5Tracer *tracer);

/* @image: [28][28]. Logits and probabilities are those of
 * ink_model_predict_images(), to the bit. Allocates nothing. */
void ink_lenet5_tracer_read (InkLenet5Tracer *tracer, const guint8 *image,
                             InkLenet5Trace *trace);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkLenet5Tracer, ink_lenet5_tracer_free)

G_END_DECLS
