"""Files with figures that come in, what was thought of each row, and which readings came with them.

On SQLite new columns and constraints rebuild the table and take its guards with it: they go down
before and up again after, now guarding the new columns too.
"""

from importlib import import_module

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

guards = import_module("libraries.migrations.0002_guards")
OLD = import_module("libraries.migrations.0003_corrections").NEW
KEPT = "NEW.explanation IS DISTINCT FROM OLD.explanation"
NEW_ONES = "".join(
    f" OR NEW.{column} IS DISTINCT FROM OLD.{column}" for column in ("batch_id", "is_withdrawal")
)
NEW = [(*rest, fault.replace(KEPT, KEPT + NEW_ONES)) for *rest, fault in OLD]


class Migration(migrations.Migration):

    dependencies = [
        ('libraries', '0004_rounds'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: guards.take_down(apps, schema_editor, OLD),
            lambda apps, schema_editor: guards.put_up(apps, schema_editor, OLD),
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='row')),
                ('verdict', models.CharField(choices=[('new', 'new'), ('changed', 'changed'), ('same', 'the same'), ('refused', 'refused')], max_length=8, verbose_name='verdict')),
                ('about', models.CharField(blank=True, max_length=300, verbose_name='about')),
                ('said', models.CharField(blank=True, max_length=80, verbose_name='the file says')),
                ('was', models.CharField(blank=True, max_length=80, verbose_name='it was')),
                ('column', models.CharField(blank=True, max_length=80, verbose_name='column')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('part', models.CharField(blank=True, max_length=10)),
                ('period_kind', models.CharField(blank=True, max_length=20)),
                ('period_start', models.DateField(null=True)),
                ('period_end', models.DateField(null=True)),
                ('source', models.CharField(blank=True, max_length=12)),
                ('publication', models.CharField(blank=True, max_length=60)),
                ('publication_title', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(blank=True, max_length=20)),
                ('value', models.DecimalField(decimal_places=4, max_digits=15, null=True)),
                ('decimals', models.PositiveSmallIntegerField(default=0)),
                ('qualifier', models.CharField(blank=True, max_length=10)),
                ('method', models.CharField(blank=True, max_length=20)),
                ('finality', models.CharField(blank=True, max_length=20)),
                ('source_url', models.CharField(blank=True, max_length=400)),
                ('printed_as', models.CharField(blank=True, max_length=60)),
                ('note', models.TextField(blank=True)),
                ('explanation', models.TextField(blank=True)),
            ],
            options={
                'verbose_name': 'row of an import',
                'verbose_name_plural': 'rows of imports',
                'ordering': ('number',),
            },
        ),
        migrations.AddField(
            model_name='reading',
            name='is_withdrawal',
            field=models.BooleanField(default=False, help_text='What it revises should never have been there: the source says nothing.', verbose_name='withdrawal'),
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('uploaded', 'Columns to choose'), ('checking', 'Being checked'), ('checked', 'Checked'), ('applying', 'Being applied'), ('applied', 'Applied'), ('undoing', 'Being undone'), ('undone', 'Undone'), ('failed', 'Failed')], default='uploaded', max_length=10, verbose_name='status')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                ('source', models.CharField(max_length=200, verbose_name='where the figures come from')),
                ('file_name', models.CharField(max_length=160, verbose_name='file')),
                ('sha256', models.CharField(max_length=64, verbose_name='hash of the file')),
                ('size', models.PositiveBigIntegerField(verbose_name='bytes')),
                ('kind', models.CharField(max_length=4, verbose_name='kind of file')),
                ('encoding', models.CharField(blank=True, max_length=12, verbose_name='alphabet')),
                ('sheet', models.CharField(blank=True, max_length=160, verbose_name='sheet')),
                ('header', models.JSONField(blank=True, default=list, verbose_name='headings')),
                ('columns', models.JSONField(blank=True, default=dict, verbose_name='columns')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='done of the stage')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='size of the stage')),
                ('new', models.PositiveIntegerField(default=0, verbose_name='new')),
                ('changed', models.PositiveIntegerField(default=0, verbose_name='changed')),
                ('same', models.PositiveIntegerField(default=0, verbose_name='the same')),
                ('refused', models.PositiveIntegerField(default=0, verbose_name='refused')),
                ('kept', models.PositiveIntegerField(default=0, verbose_name='left alone by undoing, because somebody changed them since')),
                ('failure', models.TextField(blank=True, verbose_name='what went wrong')),
                ('attempt', models.PositiveSmallIntegerField(default=0, verbose_name='attempt')),
                ('token', models.UUIDField(blank=True, null=True)),
                ('lease_until', models.DateTimeField(blank=True, null=True, verbose_name='taken until')),
                ('rung_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='rung at')),
                ('applied_at', models.DateTimeField(blank=True, null=True, verbose_name='applied at')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone at')),
                ('undo_reason', models.TextField(blank=True, verbose_name='why it was undone')),
                ('applied_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='applied by')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='imported by')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='undone by')),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'imports',
                'ordering': ('-at', '-pk'),
            },
        ),
        migrations.AddField(
            model_name='reading',
            name='batch',
            field=models.ForeignKey(blank=True, help_text='The file it came in with, or whose undoing it belongs to.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='libraries.import', verbose_name='import'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.CheckConstraint(condition=models.Q(('is_withdrawal', False), models.Q(('revises__isnull', False), ('value__isnull', True), models.Q(('explanation', ''), _negated=True)), _connector='OR'), name='libraries_reading_withdrawal_says_of_what_and_why', violation_error_message='A withdrawal says what it withdraws and why.'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='batch',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='libraries.import'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='definition',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='libraries.definition'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='indicator',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='libraries.indicator'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='revises',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='libraries.reading'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='scope',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='libraries.scope'),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', True), ('token__isnull', True)), models.Q(('lease_until__isnull', False), ('state__in', ('checking', 'applying', 'undoing')), ('token__isnull', False)), _connector='OR'), name='libraries_import_taken_while_at_work', violation_error_message='Only an import at work is taken by somebody.'),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('applied', 'undoing', 'undone')), _negated=True), models.Q(('applied_at__isnull', False), ('applied_by__isnull', False), ('refused', 0)), _connector='OR'), name='libraries_import_applied_says_who_and_refuses_nothing', violation_error_message='What was applied says by whom, and refused no row.'),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'undone'), _negated=True), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False), models.Q(('undo_reason', ''), _negated=True)), _connector='OR'), name='libraries_import_undone_says_who_and_why', violation_error_message='What was undone says by whom and why.'),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), models.Q(('failure', ''), _negated=True), _connector='OR'), name='libraries_import_failed_says_why', violation_error_message='A failed import says what went wrong.'),
        ),
        migrations.AddIndex(
            model_name='importrow',
            index=models.Index(fields=['batch', 'verdict', 'number'], name='importrow_verdict'),
        ),
        migrations.AddConstraint(
            model_name='importrow',
            constraint=models.UniqueConstraint(fields=('batch', 'number'), name='libraries_importrow_once', violation_error_message='This row was judged already.'),
        ),
        migrations.AddConstraint(
            model_name='importrow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='libraries_importrow_refused_says_why', violation_error_message='A refused row says why.'),
        ),
        migrations.RunPython(
            lambda apps, schema_editor: guards.put_up(apps, schema_editor, NEW),
            lambda apps, schema_editor: guards.take_down(apps, schema_editor, NEW),
        ),
    ]
