from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0007_waiting_since'),
    ]

    operations = [
        migrations.AddField(
            model_name='state',
            name='publishing_name',
            field=models.CharField(default='', max_length=80),
        ),
    ]
