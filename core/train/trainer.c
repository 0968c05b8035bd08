#include "core/train/trainer.h"
