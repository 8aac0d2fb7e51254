"""Keys with which programs read figures for somebody: only the hash of the secret is kept."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_letters_and_calendars'),
    ]

    operations = [
        migrations.CreateModel(
            name='FeedToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='What it is for, for example: Power BI of the team.', max_length=80, verbose_name='name')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('scopes', models.JSONField(blank=True, default=list, verbose_name='only of')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='since')),
                ('expires_on', models.DateField(verbose_name='until')),
                ('last_used_on', models.DateField(blank=True, null=True, verbose_name='last used')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked at')),
                ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='revoked by')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feed_tokens', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'key to the figures',
                'verbose_name_plural': 'keys to the figures',
                'ordering': ('-made_at', '-pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='accounts_feedtoken_has_name', violation_error_message='Say what the key is for.'), models.CheckConstraint(condition=models.Q(models.Q(('revoked_at__isnull', True), ('revoked_by__isnull', True)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='accounts_feedtoken_revoked_at_and_by_together', violation_error_message='A revoked key says when and by whom.')],
            },
        ),
    ]
