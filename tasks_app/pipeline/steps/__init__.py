"""The seven steps in order, a module each. The table of statuses is in `tasks_app.statuses`."""

from __future__ import annotations

from tasks_app.pipeline.items import StepRules
from tasks_app.pipeline.steps.assembly import AssemblyStep
from tasks_app.pipeline.steps.assets import AssetsStep
from tasks_app.pipeline.steps.audio import AudioStep
from tasks_app.pipeline.steps.composites import CompositesStep
from tasks_app.pipeline.steps.sfx import SfxStep
from tasks_app.pipeline.steps.upload import UploadStep
from tasks_app.pipeline.steps.video import VideoStep
from tasks_app.statuses import Step

RULES: dict[Step, StepRules] = {
    rules.step: rules
    for rules in (
        AssetsStep(),
        CompositesStep(),
        VideoStep(),
        AudioStep(),
        SfxStep(),
        AssemblyStep(),
        UploadStep(),
    )
}
