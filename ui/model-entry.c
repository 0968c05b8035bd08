#include "ui/model-entry.h"
