import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=1)),
                ('source_id', models.BigIntegerField()),
                ('kind', models.CharField(max_length=1)),
                ('record_id', models.BigIntegerField()),
                ('own', models.TextField()),
                ('other', models.TextField()),
                ('digits', models.TextField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'source_id'), name='finding_document_once')],
            },
        ),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=40)),
            ],
            options={
                'indexes': [models.Index(fields=['word'], name='finding_word_beginning', opclasses=['text_pattern_ops'])],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('account', 'Account'), ('person', 'Person'), ('order', 'Order')], max_length=10)),
                ('record_id', models.BigIntegerField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('member', 'kind', 'record_id'), name='visit_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['account', 'person', 'order'])), name='visit_kind_known')],
            },
        ),
    ]
