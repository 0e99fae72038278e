"""The recorded curves that students see are those of the benchmark's results."""

from benchmarks import image_augmentation, kept, recorded_photos
from convnets import recorded_photos as shown


def test_the_curves_are_those_of_the_results():
    results = kept.load(image_augmentation.RESULTS)
    for name, found in results.items():
        curves = {curve: found[curve] for curve in ("accuracy", "val_accuracy")}
        assert shown.histories()[name.split()[0]] == curves
    assert len(shown.histories()) == len(results) == 2


def test_the_module_is_what_the_script_writes():
    assert recorded_photos.MODULE.read_text() == recorded_photos.text()


def test_the_run_is_described_as_it_was():
    assert {len(curve) for curves in shown.histories().values() for curve in curves.values()} == {shown.EPOCHS}
    assert (shown.EPOCHS, shown.IMAGE_SIZE) == (image_augmentation.EPOCHS, image_augmentation.IMAGE_SIZE)
