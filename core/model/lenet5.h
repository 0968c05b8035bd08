#pragma once

#include "core/model/model.h"
#include "core/model/network.h"

G_BEGIN_DECLS

/* LeNet-5 as this project has it (after LeCun, Bottou, Bengio & Haffner, 1998,
 * with ReLU and max-pooling): conv1 1->6 5x5, ReLU, pool; conv2 6->16 5x5,
 * ReLU, pool; fc1 256->120, ReLU, fc2 120->84, ReLU, fc3 84->classes. 44,426
 * parameters for ten classes. Input: 28x28 bytes, divided by 255, less
 * INK_LENET5_MEAN, divided by INK_LENET5_DEVIATION (MNIST's own). */
#define INK_LENET5_SIZE 28
#define INK_LENET5_PIXELS (INK_LENET5_SIZE * INK_LENET5_SIZE)
#define INK_LENET5_MEAN 0.1307f
#define INK_LENET5_DEVIATION 0.3081f
#define INK_LENET5_MAX_CLASSES 256

extern const InkModelClass ink_lenet5_class;

/* Returns: (transfer full). @n_classes: 2 to 256. */
InkNetwork *ink_lenet5_network_new (guint n_classes);

/* ink_lenet5_pack: @n images (<= 16; the rest of the lanes is zeros) into one
 * block as @kernels want it. @images: [n] pointers to [28][28] bytes. */
void ink_lenet5_pack (const InkKernels *kernels, const guint8 *const *images,
                      guint n, float *block);

/* ink_lenet5_model_new: @parameters: copied.
 * Returns: (transfer full). */
InkModel *ink_lenet5_model_new (const float *parameters,
                                const char *const *class_names);
/* ink_lenet5_model_with_temperature: the same, its logits divided by
 * @temperature (> 0): the last layer's weights and biases are, so that whoever
 * loads the file has it too. Facts are not copied. (transfer full) */
InkModel *ink_lenet5_model_with_temperature (const InkModel *model,
                                             double temperature);
/* (transfer none) */
const InkNetwork *ink_lenet5_network (const InkModel *model);
const float *ink_lenet5_parameters (const InkModel *model);
/* @logits: [n][n_classes]. Up to 12 images (ink_model_predict_images() as well)
 * need no memory and start no thread. */
void ink_lenet5_logits (const InkModel *model, const guint8 *images, gsize n,
                        guint n_threads, float *logits);

G_END_DECLS
