"""The bundled presets answer on every backend as they did when they were published."""

import pytest

from keras_seqzoo import models


@pytest.mark.parametrize("name", models.list_presets())
def test_preset(name):
    report = models.verify(name)
    assert report.ok, report.checks
